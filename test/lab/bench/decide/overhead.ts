import { createDecider, createPolicyBook, memoryCounters } from 'tellsign/decide';
import * as server from 'tellsign/server';
import { loadModel } from 'tellsign/server/model';
import type { Random } from '../../../../train/random.ts';
import { createSource, goodToken } from '../../../fuzz/source.ts';
import { median, type Row, ratio } from '../statistics.ts';

/** Chosen: the median of nine; ratios of a round are taken within it, because the machine's speed drifts. */
const ROUNDS = 9;
const WARM_UP = 4;
/** V8 has optimised a decision after some ten thousand of them; a server makes as many within the hour. */
const DECISIONS_BEFORE = 20_000;
const TOKENS = 500;
/** Requests in flight, as in `npm run bench -- server`. */
const TOGETHER = 16;
/** People of a small shop, each with a card and an address. */
const PEOPLE = 3000;

/**
 * What a decision adds to a verification of the built backend, with counters in memory and no records:
 * processor time of all threads.
 */
export async function benchOverhead(random: Random): Promise<Row[]> {
  const source = await createSource({ ...server, loadModel });
  const decider = createDecider({
    secret: crypto.getRandomValues(new Uint8Array(32)),
    records: null,
    counters: memoryCounters(),
    policies: await createPolicyBook(),
    amounts: { currency: 'EUR' },
    locate: (request) => ({ address: String(request), place: { lat: 52.52, lon: 13.405 } }),
    // A busy machine may keep a timer waiting; an outage is not what is looked for.
    timeoutMs: 10_000,
  });
  const { action } = source.request;
  const verifier = () => source.verifier();
  const verify = async (by: server.Verifier, token: string) => {
    const verification = await by.verify(token, source.request);
    if (!verification.ok) throw new Error('a genuine verdict was refused');
    return verification;
  };
  const decide = async (verification: server.Verification) => {
    const person = random.integer(1, PEOPLE);
    const { failover } = await decider.decide(verification, {
      action,
      account: `a${person}`,
      card: `c${person}`,
      amount: 40,
      request: `203.0.${person >> 6}.${person & 63}`,
    });
    if (failover !== undefined) throw new Error(`the decision failed over: ${failover}`);
  };
  const ways: Readonly<Record<string, (token: string) => Promise<unknown>>> = {
    [VERIFY]: (
      (by) => (token) =>
        verify(by, token)
    )(verifier()),
    [BOTH]: (
      (by) => async (token) =>
        decide(await verify(by, token))
    )(verifier()),
  };
  const someone = await verify(verifier(), goodToken(source, random));
  for (let i = 0; i < DECISIONS_BEFORE; i++) await decide(someone);
  const costs: Record<string, number[]> = { [VERIFY]: [], [BOTH]: [] };
  for (let round = -WARM_UP; round < ROUNDS; round++)
    for (const [name, way] of Object.entries(ways)) {
      const micros = await cost(
        way,
        Array.from({ length: TOKENS }, () => goodToken(source, random)),
      );
      if (round >= 0) costs[name]?.push(micros);
    }
  const [alone = [], both = []] = [costs[VERIFY], costs[BOTH]];
  return [
    { what: VERIFY, value: `${median(alone).toFixed(0)} µs` },
    { what: BOTH, value: `${median(both).toFixed(0)} µs`, peer: `${ratio(both, alone)} verify` },
  ];
}

const VERIFY = 'verify with recompute';
const BOTH = 'and decide, counters in memory, no records';

/** Processor time of one token, microseconds. */
async function cost(way: (token: string) => Promise<unknown>, tokens: readonly string[]): Promise<number> {
  const queue = tokens.values();
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      for (const token of queue) await way(token);
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / tokens.length;
}
