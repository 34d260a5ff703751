import type { Random } from '../../../../train/random.ts';
import { goodToken, type Source } from '../../../fuzz/source.ts';
import { KINDS, type Running } from '../../../stores/kinds.ts';
import { median, type Row, ratio } from '../statistics.ts';

/** Chosen: the median of nine; ratios of a round are taken within it, because the machine's speed drifts. */
const ROUNDS = 9;
/**
 * V8 optimises what it has seen often; with one round of warm-up the first store measured looked a fifth
 * slower than the others.
 */
const WARM_UP = 4;
const TOKENS = 250;
/** Requests in flight, so that a store's answer is waited for by nobody but its own request. */
const TOGETHER = 16;

type Verify = (token: string) => Promise<boolean>;

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const decode = (segment: string) => new Uint8Array(Buffer.from(segment, 'base64url'));

/**
 * What every verifier has to do at least: take the key from the token and check one ES256 signature with
 * WebCrypto.
 */
const verifyBare: Verify = (token) =>
  check(token, (jwk) => crypto.subtle.importKey('jwk', jwk, CURVE, false, ['verify']));

/** The same by somebody who knows that WebCrypto imports a point in half the time of a JWK. */
const verifyPoint: Verify = (token) =>
  check(token, ({ x = '', y = '' }) => {
    const point = Uint8Array.of(4, ...decode(x), ...decode(y));
    return crypto.subtle.importKey('raw', point, CURVE, false, ['verify']);
  });

async function check(token: string, importKey: (jwk: JsonWebKey) => Promise<CryptoKey>): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { jwk } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { jwk: JsonWebKey };
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const key = await importKey(jwk);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, decode(signature), signed);
}

/**
 * Processor time of this process for one token, all threads, in milliseconds: what else the machine does does
 * not count.
 */
async function cost(verify: Verify, tokens: readonly string[]): Promise<number> {
  const queue = tokens.values();
  const start = process.cpuUsage();
  await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      for (const token of queue) if (!(await verify(token))) throw new Error('a genuine verdict was refused');
    }),
  );
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / tokens.length;
}

export interface ThroughputOptions {
  /** Which of the stores. @default all */
  readonly stores?: readonly string[];
}

/**
 * Verifications per second of one core, by processor time, against bare ES256 in the same rounds, which take
 * turns.
 */
export async function benchThroughput(
  source: Source,
  random: Random,
  { stores = KINDS.map(({ name }) => name) }: ThroughputOptions = {},
): Promise<Row[]> {
  const running: Running[] = [];
  const { id, manifest } = source.model;
  const outline = { id, schema: manifest.schema, features: manifest.center.length };
  const by = (verifier: ReturnType<Source['verifier']>, explain = false): Verify => {
    const request = { ...source.request, explain };
    return async (token) => {
      const result = await verifier.verify(token, request);
      return result.ok && (!explain || result.reasons.length > 0);
    };
  };
  const ways: Record<string, Verify> = {
    [BARE]: verifyBare,
    [POINT]: verifyPoint,
    'verify without recompute, memory': by(source.verifier(undefined, outline)),
  };
  const rows: Row[] = [];
  try {
    for (const kind of KINDS.filter(({ name }) => stores.includes(name))) {
      const what = `verify with recompute, ${kind.name}`;
      if (kind.missing !== null) {
        rows.push({ what, value: '–', peer: kind.missing });
        continue;
      }
      const open = await kind.open();
      running.push(open);
      ways[what] = by(source.verifier(open.store));
    }
    ways['verify with recompute, reasons read, memory'] = by(source.verifier(), true);
    rows.push(...compare(await measure(ways, () => goodToken(source, random))));
  } finally {
    for (const open of running) await open.close();
  }
  return rows;
}

const BARE = 'bare ES256';
const POINT = 'bare ES256, key imported as a point';

type Costs = Readonly<Record<string, readonly number[]>>;

async function measure(ways: Readonly<Record<string, Verify>>, mint: () => string): Promise<Costs> {
  const costs: Record<string, number[]> = {};
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, verify] of Object.entries(ways)) {
      const each = await cost(verify, Array.from({ length: TOKENS }, mint));
      if (round >= 0) costs[name] = [...(costs[name] ?? []), each];
    }
    process.stderr.write(`throughput: round ${round + 1 + WARM_UP} of ${ROUNDS + WARM_UP}\n`);
  }
  return costs;
}

function compare(costs: Costs): Row[] {
  const [bare = [], point = []] = [costs[BARE], costs[POINT]];
  return Object.entries(costs).map(([what, each]) => {
    const value = `${Math.round(1000 / median(each))} /s`;
    if (each === bare) return { what, value };
    const against = each === point ? '' : ` bare, ${ratio(point, each)} with a point`;
    return { what, value, peer: `${ratio(bare, each)}${against}` };
  });
}
