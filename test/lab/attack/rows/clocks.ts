import { memoryReplay, type ReplayStore } from '../../../../src/server/index.ts';
import { type Attack, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';

const DAY_MS = 86_400_000;
/** How slow a verifier of a fleet may be, seconds. */
const SLOW_SECONDS = [61, 130, 310, 900] as const;
const STEP_SECONDS = 7;
/** The longest that a nonce lives, and what its claims are tolerated beyond it. */
const LIFE_SECONDS = 400;
/** All that a token which was used may come to. */
const REFUSALS: readonly string[] = ['replayed', 'nonce_invalid', 'nonce_expired', 'expired'];
const sid = 'session-1';

/** Row 15 (A10): a clock that is wrong makes no nonce count twice. */
export const clocks: Attack = {
  row: 15,
  tried: 'use a token again after the clock jumped, or at a verifier whose clock is slow',
  async run(ground) {
    const got: Record<string, string> = {
      'a clock that jumps a day ahead and back': await jump(ground),
      'a clock that is set back': await setBack(ground),
    };
    for (const slow of SLOW_SECONDS)
      got[`a verifier ${slow} s slow, at any time`] = await replayAt(ground, slow);
    got['a nonce of a verifier 61 s fast'] = await fromTheFuture(ground);
    return got;
  },
};

/** A token of this session, and a way to present it to a verifier. */
async function signed({ forge }: Ground, now: () => number, replay: ReplayStore) {
  const verifier = forge.create({ replay, now });
  const response = await verifier.issueNonce({ action: 'checkout', sid });
  const token = await forge.verdict(response, forge.forge.device);
  const present = async (at: typeof verifier) => outcomeOf(await at.verify(token, forge.request));
  return { verifier, present };
}

/** The verifier and the store with the clocks that they have by default. */
async function jump(ground: Ground): Promise<string> {
  const real = Date.now;
  const replay = memoryReplay({ allowSingleProcess: true });
  const { verifier, present } = await signed(ground, () => Date.now(), replay);
  try {
    honest('the first use', await present(verifier), 'unknown');
    Date.now = () => real() + DAY_MS;
    const late = await present(verifier);
    for (let use = 0; use < 10; use++) await replay.consume(`other ${use}`, 'x', 1000);
    Date.now = real;
    return refused('a use after the jump', [late, await present(verifier)], ['nonce_expired', 'replayed']);
  } finally {
    Date.now = real;
  }
}

/** The steady clock goes on while the wall clock, and with it the nonce’s lifetime, starts again. */
async function setBack(ground: Ground): Promise<string> {
  let [steady, wall] = [0, ground.forge.forge.setting.now * 1000];
  const clocks = { now: () => steady, wallNow: () => wall };
  const replay = memoryReplay({ allowSingleProcess: true, ...clocks });
  const { verifier, present } = await signed(ground, clocks.wallNow, replay);
  honest('the first use', await present(verifier), 'unknown');
  steady += 2 * LIFE_SECONDS * 1000;
  for (let use = 0; use < 10; use++) await replay.consume(`other ${use}`, 'x', 1000);
  wall += 1000;
  return refused('a use after it', await present(verifier), 'replayed');
}

/** Spent at a verifier with the right time, then tried at a slow one of the same store until it ends. */
async function replayAt(ground: Ground, slowSeconds: number): Promise<string> {
  const start = ground.forge.forge.setting.now * 1000;
  let passedMs = 0;
  const now = () => start + passedMs;
  const replay = memoryReplay({ allowSingleProcess: true, now });
  const slow = ground.forge.create({ replay, now: () => now() - slowSeconds * 1000 });
  const { verifier, present } = await signed(ground, now, replay);
  honest('the first use', await present(verifier), 'unknown');
  const codes = new Set<string>();
  for (; passedMs < (slowSeconds + 2 * LIFE_SECONDS) * 1000; passedMs += STEP_SECONDS * 1000)
    codes.add(await present(slow));
  const others = [...codes].filter((code) => !REFUSALS.includes(code));
  return refused('uses at the slow one', others, []) && [...codes].join(', ');
}

async function fromTheFuture(ground: Ground): Promise<string> {
  const start = ground.forge.forge.setting.now * 1000;
  const verifier = ground.forge.create({ now: () => start });
  const at = async (seconds: number) => {
    const replay = memoryReplay({ allowSingleProcess: true });
    return (await signed(ground, () => start + seconds * 1000, replay)).present(verifier);
  };
  honest('a nonce of one that is 60 s fast', await at(60), 'unknown');
  return refused('beyond the skew', await at(61), 'nonce_invalid');
}
