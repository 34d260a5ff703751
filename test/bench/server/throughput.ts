import type { Random } from '../../../train/random.ts';
import { goodToken, type Source } from '../../fuzz/source.ts';
import { KINDS, type Running } from '../../stores/kinds.ts';
import { median, type Row, ratio } from '../statistics.ts';

const ROUNDS = 7;
const TOKENS = 400;
/** Requests in flight, so that a store's answer is waited for by nobody but its own request. */
const TOGETHER = 16;

type Verify = (token: string) => Promise<boolean>;

/** What every verifier has to do at least: take the key from the token and check one ES256 signature with WebCrypto. */
async function verifyBare(token: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { jwk } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { jwk: JsonWebKey };
  const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const key = await crypto.subtle.importKey('jwk', jwk, curve, false, ['verify']);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const bytes = new Uint8Array(Buffer.from(signature, 'base64url'));
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes, signed);
}

/** Processor time of this process for one token, all threads, in milliseconds: what else the machine does does not count. */
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

/** Verifications per second of one core, on every store that is here, against bare ES256 in the same rounds. */
export async function benchThroughput(source: Source, random: Random): Promise<Row[]> {
  const running: Running[] = [];
  const ways: Record<string, Verify> = { 'bare ES256': verifyBare };
  const rows: Row[] = [];
  try {
    for (const kind of KINDS) {
      if (kind.missing !== null) {
        rows.push({ what: `verify with recompute, ${kind.name}`, value: '–', peer: kind.missing });
        continue;
      }
      const open = await kind.open();
      running.push(open);
      const verifier = source.verifier(open.store);
      ways[`verify with recompute, ${kind.name}`] = async (token) =>
        (await verifier.verify(token, source.request)).ok;
    }
    const explaining = source.verifier();
    ways['verify with recompute and reasons, memory'] = async (token) =>
      (await explaining.verify(token, { ...source.request, explain: true })).ok;
    const costs: Record<string, number[]> = {};
    // The first round warms up and is not counted.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [name, verify] of Object.entries(ways)) {
        const tokens = Array.from({ length: TOKENS }, () => goodToken(source, random));
        const each = await cost(verify, tokens);
        if (round > 0) costs[name] = [...(costs[name] ?? []), each];
      }
      process.stderr.write(`throughput: round ${round} of ${ROUNDS}\n`);
    }
    const bare = costs['bare ES256'] ?? [];
    for (const [what, each] of Object.entries(costs)) {
      const value = `${Math.round(1000 / median(each))} /s`;
      rows.push(each === bare ? { what, value } : { what, value, peer: `${ratio(bare, each)} bare ES256` });
    }
  } finally {
    for (const open of running) await open.close();
  }
  return rows;
}
