import { transactionHash } from '../../../../src/wire/transaction.ts';
import {
  type Cart as Basket,
  FRAMEWORKS,
  type Framework,
} from '../../../unit/server/middleware/frameworks.ts';
import { slowReplay } from '../../../unit/server/middleware/slow-replay.ts';
import { type Attack, type Got, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { cartOf, OAT, openVisitor, paid, type Visitor } from '../visitor.ts';

/** Presses on Pay at once, each with a verdict of its own. */
const PRESSES = 10;

/** Row 1 (A2): what is ordered is what was verified. */
export const changedCart: Attack = {
  row: 1,
  tried: 'sign for 72.90, change the cart to 612.00 while the order is on its way; race verdicts on one cart',
  async run(ground) {
    const got: Record<string, string> = await attackShop(ground);
    for (const framework of FRAMEWORKS) {
      got[`${framework.name}, while the body is held back`] = await holdBody(ground, framework);
      got[`${framework.name}, while the store answers`] = await holdStore(ground, framework);
      got[`${framework.name}, ${PRESSES} verdicts at once`] = await race(ground, framework);
    }
    return got;
  },
};

/** A new visitor with one piece in the basket, and a verdict for it. */
async function signed(ground: Ground): Promise<{ visitor: Visitor; token: string }> {
  const visitor = openVisitor(ground);
  await visitor.ask('/checkout');
  const token = await visitor.sign(cartOf(1), ground.person(), ground.forge.forge.device);
  return { visitor, token };
}

async function attackShop(ground: Ground): Promise<Got> {
  const good = await signed(ground);
  const bought = await good.visitor.post('/pay', paid(good.token));
  honest('a verdict for 72.90 orders it', [bought.status, bought.to?.startsWith('/order/')], [303, true]);

  const { visitor, token } = await signed(ground);
  const held = await visitor.hold('/pay', paid(token));
  await visitor.post('/cart', { sku: OAT, pieces: '8' });
  const answer = await held.release();
  const last = (await ground.shop.log()).at(-1);
  const seen = [answer.status, last?.decision, last?.code];

  const raced = await signed(ground);
  const tokens = [raced.token];
  while (tokens.length < PRESSES)
    tokens.push(await raced.visitor.sign(cartOf(1), ground.person(), ground.forge.forge.device));
  const answers = await Promise.all(tokens.map((each) => raced.visitor.post('/pay', paid(each))));
  const orders = answers.filter(({ to }) => to?.startsWith('/order/'));
  return {
    'the shop, while the body is held back': refused('the shop', seen, [409, 'retry', 'tx_mismatch']),
    [`the shop, ${PRESSES} verdicts at once`]: refused('orders of one cart', orders.length, 1),
  };
}

const PRICES = { signed: '7290', changed: '61200' } as const;

async function openSite({ forge }: Ground, { open }: Framework, replay = {}) {
  const cart: Basket = { amount: PRICES.signed, orders: [] };
  const verifier = forge.create(replay);
  const site = await open({ verifier, noVerdict: 'challenge', expected: forge.request, cart });
  return { cart, site };
}

async function formFor({ forge }: Ground): Promise<URLSearchParams> {
  const txh = await transactionHash({ amount: PRICES.signed });
  const claims = { nonce: await forge.forge.nonce(), txh };
  return new URLSearchParams({ 'tellsign-token': await forge.forge.token({ claims }) });
}

async function holdBody(ground: Ground, framework: Framework): Promise<string> {
  const { cart, site } = await openSite(ground, framework);
  const text = String(await formFor(ground));
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const paying = site.ask('/pay', { method: 'POST', body: readable, duplex: 'half', headers } as RequestInit);
  // In-process frameworks get as far as the body within this turn.
  await new Promise((resolve) => setImmediate(resolve));
  cart.amount = PRICES.changed;
  const writer = writable.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { verdict } = (await (await paying).json()) as { readonly verdict: string };
  await site.close();
  return refused(framework.name, [verdict, ...cart.orders], ['tx_mismatch']);
}

async function holdStore(ground: Ground, framework: Framework): Promise<string> {
  const { store, asked, answer } = slowReplay();
  const { cart, site } = await openSite(ground, framework, { replay: store });
  const paying = site.ask('/pay', { method: 'POST', body: await formFor(ground) });
  await asked;
  cart.amount = PRICES.changed;
  answer();
  const { verdict } = (await (await paying).json()) as { readonly verdict: string };
  await site.close();
  return refused(framework.name, [verdict, ...cart.orders], ['ok, bound']);
}

async function race(ground: Ground, framework: Framework): Promise<string> {
  const { cart, site } = await openSite(ground, framework);
  const forms = await Promise.all(Array.from({ length: PRESSES }, () => formFor(ground)));
  const answers = await Promise.all(forms.map((body) => site.ask('/pay', { method: 'POST', body })));
  const verdicts = (await Promise.all(answers.map((each) => each.json()))) as { readonly verdict: string }[];
  await site.close();
  honest(
    `${framework.name} accepts`,
    verdicts.filter(({ verdict }) => verdict === 'ok, bound').length > 0,
    true,
  );
  return refused(framework.name, cart.orders, [PRICES.signed]);
}
