import { transactionHash } from '../../../../src/wire/transaction.ts';
import { FRAMEWORKS, type Framework } from '../../../unit/server/middleware/frameworks.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';

const PRICE = '7290';
const RETRIES = 10;

/** Row 10 (A7): a retry with an idempotency key reaches the handler as a repetition. */
export const retriedOrder: Attack = {
  row: 10,
  tried:
    'send an order again with its idempotency key where noVerdict is refuse, and sign the nonce of the answer',
  async run(ground) {
    const got: Record<string, string> = {};
    for (const framework of FRAMEWORKS) {
      const title = framework.name;
      got[title] = await retry(ground, framework);
      got[`${title}, ${RETRIES} at once`] = await race(ground, framework);
    }
    return got;
  },
};

async function openSite({ forge }: Ground, { open }: Framework, idempotencyKey: string) {
  const cart = { amount: PRICE as string | undefined, orders: [] as string[] };
  const expected = { ...forge.request, idempotencyKey };
  const site = await open({ verifier: forge.create(), noVerdict: 'refuse', expected, cart });
  const pay = async (token: string) => {
    const body = new URLSearchParams({ 'tellsign-token': token });
    const answer = await site.ask('/pay', { method: 'POST', body });
    const text =
      answer.status === 200 ? ((await answer.json()) as { verdict: string }).verdict : answer.status;
    return { seen: text, nonce: answer.headers.get('verdict-nonce') };
  };
  return { cart, site, pay };
}

async function tokenFor({ forge }: Ground): Promise<string> {
  const txh = await transactionHash({ amount: PRICE });
  return forge.forge.token({ claims: { nonce: await forge.forge.nonce(), txh } });
}

async function retry(ground: Ground, framework: Framework): Promise<string> {
  const { cart, site, pay } = await openSite(ground, framework, 'order 1');
  const [first, second] = [await tokenFor(ground), await tokenFor(ground)];
  honest(`${framework.name}: the order`, await pay(first), { seen: 'ok, bound', nonce: null });
  // The customer has filled his basket again: a second charge would go through.
  cart.amount = PRICE;
  const seen = [await pay(first), await pay(second)];
  await site.close();
  const repeated = { seen: 'replayed', nonce: null };
  refused(`${framework.name}: the retries`, seen, [repeated, repeated]);
  return refused(`${framework.name}: charges`, cart.orders, [PRICE]);
}

async function race(ground: Ground, framework: Framework): Promise<string> {
  const { cart, site, pay } = await openSite(ground, framework, 'order 2');
  const tokens = await Promise.all(Array.from({ length: RETRIES }, () => tokenFor(ground)));
  const seen = await Promise.all(tokens.map(pay));
  await site.close();
  const ok = seen.filter((answer) => answer.seen === 'ok, bound').length;
  return refused(`${framework.name}: raced`, [ok, ...cart.orders], [1, PRICE]);
}
