import type { Random } from '../../../../train/random.ts';
import { goodToken, type Source } from '../../../fuzz/source.ts';
import { median, type Row, ratio } from '../statistics.ts';

/** Chosen: the median of nine rounds, so that one busy moment does not decide. */
const ROUNDS = 9;
const CALLS = 2000;
/** Rounds until V8 has optimised everything. */
const WARM_UP = 3;
/** What the MAC of a nonce covers for a site and a session id of usual length. */
const MAC_COVERS_BYTES = 90;
const BARE = 'bare HMAC-SHA256, WebCrypto';
/** Issue 4: junk is rejected in at most this. */
const LIMIT_MICROSECONDS = 50;

/** Kinds of junk, from the cheapest to those that need a nonce of the site. */
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

/** Microseconds of one call, each round: processor time of all threads, and time by the clock. */
interface Costs {
  readonly processor: number[];
  readonly clock: number[];
}

/**
 * Rejections one after the other, and in the same rounds what a nonce costs at least: one HMAC-SHA256 of as
 * many bytes, verified by WebCrypto. The peer takes 14 µs of processor time where both cores are busy and 37
 * where one is idle, because it goes to another thread and back.
 */
export async function benchJunk(source: Source, random: Random): Promise<Row[]> {
  const verifier = source.verifier();
  const reject = (token: string) => async () => !(await verifier.verify(token, source.request)).ok;
  const ways: Readonly<Record<string, () => Promise<boolean>>> = {
    [BARE]: await bareHmac(),
    ...Object.fromEntries(
      Object.entries(junk(source, random)).map(([name, token]) => [`reject ${name}`, reject(token)]),
    ),
  };
  const costs = Object.fromEntries(
    Object.keys(ways).map((name): [string, Costs] => [name, { processor: [], clock: [] }]),
  );
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const [start, before] = [performance.now(), process.cpuUsage()];
      for (let call = 0; call < CALLS; call++) if (!(await way())) throw new Error(`not so: ${name}`);
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue;
      costs[name]?.processor.push((user + system) / CALLS);
      costs[name]?.clock.push(((performance.now() - start) * 1000) / CALLS);
    }
  }
  return Object.entries(costs).map(([what, each]) => toRow(what, each, costs[BARE] ?? each));
}

function toRow(what: string, each: Costs, bare: Costs): Row {
  const value = `${median(each.processor).toFixed(1)} µs`;
  if (each === bare) return { what, value };
  const limit = `${(median(each.processor) / LIMIT_MICROSECONDS).toFixed(2)}× the limit of ${LIMIT_MICROSECONDS} µs`;
  const [processor, clock] = [ratio(each.processor, bare.processor), ratio(each.clock, bare.clock)];
  return { what, value, peer: `${limit}; ${processor} a bare HMAC, ${clock} by the clock` };
}

/** One HMAC-SHA256 of a nonce's length, verified by WebCrypto with a key imported before. */
async function bareHmac(): Promise<() => Promise<boolean>> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign', 'verify']);
  const covered = crypto.getRandomValues(new Uint8Array(MAC_COVERS_BYTES));
  const mac = await crypto.subtle.sign('HMAC', key, covered);
  return () => crypto.subtle.verify('HMAC', key, mac, covered);
}
