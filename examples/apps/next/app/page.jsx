import { connection } from 'next/server';
import { Tellsign } from './tellsign.jsx';

export default async function Page() {
  await connection(); // rendered for each visitor: the policy's nonce is
  return (
    <form action="/pay" method="post" data-tellsign="checkout" data-tellsign-tx-amount="4999">
      <Tellsign />
      <input name="name" autoComplete="name" aria-label="Name" />
      <button type="submit">Pay</button>
    </form>
  );
}
