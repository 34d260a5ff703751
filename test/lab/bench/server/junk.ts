import type { Random } from '../../../../train/random.ts';
import { goodToken, type Source } from '../../../fuzz/source.ts';
import { median, type Row } from '../statistics.ts';

/** Chosen: the median of nine rounds, so that one busy moment does not decide. */
const ROUNDS = 9;
const CALLS = 2000;
/** Issue 4: junk is rejected in at most this. */
const LIMIT_MICROSECONDS = 50;

/** What floods are made of, from what is given away for nothing to what takes a nonce of ours. */
export function junk(source: Source, random: Random): Readonly<Record<string, string>> {
  const [header = '', payload = '', signature = ''] = goodToken(source, random).split('.');
  const text = Buffer.from(payload, 'base64url').toString();
  const encode = (changed: string) => Buffer.from(changed).toString('base64url');
  const forged = text.replace(
    /"nonce":"(.{40})(.)/,
    (_, start, at) => `"nonce":"${start}${at === 'A' ? 'Q' : 'A'}`,
  );
  return {
    'random text': 'x'.repeat(900),
    '100 KB': `${header}.${'A'.repeat(100_000)}.${signature}`,
    'another type of JWT': `${encode('{"alg":"ES256","typ":"JWT"}')}.${payload}.${signature}`,
    'JSON that is not canonical': `${header}.${encode(text.replace(':', ': '))}.${signature}`,
    'a nonce that is not ours': `${header}.${encode(forged)}.${signature}`,
    'a nonce of ours, another signature': `${header}.${encode(text.replace(/"q":-?\d+/, '"q":1'))}.${signature}`,
  };
}

/** Processor time of one rejection, microseconds. */
export async function benchJunk(source: Source, random: Random): Promise<Row[]> {
  const verifier = source.verifier();
  const tokens = junk(source, random);
  const costs: Record<string, number[]> = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, token] of Object.entries(tokens)) {
      const start = process.cpuUsage();
      for (let call = 0; call < CALLS; call++) {
        const { ok } = await verifier.verify(token, source.request);
        if (ok) throw new Error(`${name} was accepted`);
      }
      const { user, system } = process.cpuUsage(start);
      if (round > 0) costs[name] = [...(costs[name] ?? []), (user + system) / CALLS];
    }
  }
  return Object.entries(costs).map(([name, each]) => ({
    what: `reject ${name}`,
    value: `${median(each).toFixed(1)} µs`,
    peer: `${(median(each) / LIMIT_MICROSECONDS).toFixed(2)}× the limit of ${LIMIT_MICROSECONDS} µs`,
  }));
}
