import { CUSTOMER } from '../../../unit/demo/shop.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { openVisitor, type Visitor } from '../visitor.ts';

const GUESSES = 60;
const TRIES = 5;

/** Row 13 (A2): tries of a code count when the code is compared, not when its request began. */
export const oneTimeCode: Attack = {
  row: 13,
  tried: `open ${GUESSES} requests with a code each, finish their bodies later: ${GUESSES - 1} wrong ones, then the right one`,
  async run(ground) {
    const customer = openVisitor(ground);
    const known = await askForCode(customer);
    honest(
      'the right code',
      (await customer.post('/verify', { code: known })).to?.startsWith('/order/'),
      true,
    );
    return {
      'one after the other': await guess(ground, false),
      'all at once': await guess(ground, true),
      'with a new order each time': await orderAgain(ground),
    };
  },
};

/** Orders without a verdict, and reads the code off the page, which stands for a telephone. */
async function askForCode(visitor: Visitor): Promise<string> {
  await visitor.ask('/checkout');
  await visitor.post('/pay', CUSTOMER);
  const [, code = ''] = /id="sent">(\d{6})</.exec((await visitor.ask('/verify')).text) ?? [];
  return code;
}

const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

async function guess(ground: Ground, isAtOnce: boolean): Promise<string> {
  const visitor = openVisitor(ground);
  const code = await askForCode(visitor);
  const held = [];
  for (let at = 0; at < GUESSES; at++)
    held.push(await visitor.hold('/verify', { code: at < GUESSES - 1 ? wrong(code) : code }));
  const answers = isAtOnce ? await Promise.all(held.slice(0, -1).map((each) => each.release())) : [];
  for (const each of isAtOnce ? held.slice(-1) : held) answers.push(await each.release());
  const orders = answers.filter(({ to }) => to?.startsWith('/order/')).length;
  const compared = answers.filter(({ status }) => status === 422).length;
  return refused('codes', `${compared} compared, ${orders} orders`, `${TRIES} compared, 0 orders`);
}

/** A new order is a new code with new tries; after so many wrong ones a person looks at it. */
async function orderAgain(ground: Ground): Promise<string> {
  const visitor = openVisitor(ground);
  let wrongCodes = 0;
  for (let order = 0; order < 10; order++) {
    const code = await askForCode(visitor);
    if ((await ground.shop.log()).at(-1)?.decision !== 'challenge') break;
    // One try is left each time, so that the code is never called spent.
    for (let tries = 1; tries < TRIES; tries++, wrongCodes++)
      await visitor.post('/verify', { code: wrong(code) });
  }
  const decision = (await ground.shop.log()).at(-1)?.decision;
  return refused('orders', `${wrongCodes} wrong codes, then ${decision}`, '16 wrong codes, then review');
}
