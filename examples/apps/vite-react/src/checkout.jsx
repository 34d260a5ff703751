import { useEffect, useState } from 'react';
import { useTellsign } from 'tellsign/react';

export function Checkout() {
  const { assess, client } = useTellsign({ assetsUrl: '/tellsign/', protect: '#checkout' });
  const [answer, setAnswer] = useState('');
  // For the console: await tellsign.inspect()
  useEffect(() => void Object.assign(window, { tellsign: client }), [client]);

  async function pay(event) {
    event.preventDefault();
    const { token } = await assess({ action: 'checkout', transaction: { amount: '4999' } });
    const response = await fetch('/pay', { method: 'POST', headers: { verdict: token ?? '' } });
    setAnswer(await response.text());
  }
  return (
    <form id="checkout" onSubmit={pay}>
      <input name="name" autoComplete="name" aria-label="Name" />
      <button type="submit">Pay</button>
      <output>{answer}</output>
    </form>
  );
}
