import { createRandom, type Random } from '../../../../train/random.ts';
import { goodToken, type Source } from '../../../fuzz/source.ts';
import { median, type Row } from '../statistics.ts';

/** Chosen: enough pairs that the control, whose leak is planted, is told from noise. */
const PAIRS = 12_000;
/** Of both ends: what the scheduler and the collector add says nothing about the MAC. */
const TRIM = 0.1;

/**
 * Position of a character inside the nonce's 51 that only changes the MAC's first byte, its last, or the
 * key's number.
 */
const PLACES = { first: 30, last: 49, kid: 2 } as const;

/**
 * Whether the time of a refusal reveals how much of a forged MAC was right: first byte wrong against last
 * byte wrong. The control is a kid that does not exist. It needs no HMAC, so the measurement must see a
 * difference.
 */
export async function benchOracle(source: Source, random: Random): Promise<Row[]> {
  const [header = '', payload = '', signature = ''] = goodToken(source, random).split('.');
  const claims = Buffer.from(payload, 'base64url').toString();
  const { nonce } = JSON.parse(claims) as { readonly nonce: string };
  const forge = (at: number) => {
    const other = nonce[at] === 'A' ? 'Q' : 'A';
    const text = claims.replace(nonce, nonce.slice(0, at) + other + nonce.slice(at + 1));
    return `${header}.${Buffer.from(text).toString('base64url')}.${signature}`;
  };
  const [first, last, kid] = [forge(PLACES.first), forge(PLACES.last), forge(PLACES.kid)];
  const signal = await compare(source, { a: first, b: last });
  const control = await compare(source, { a: first, b: kid });
  const show = ({ difference, t }: Comparison): Omit<Row, 'what'> => ({
    value: `${(1000 * difference).toFixed(1)} ns`,
    peer: `t = ${t.toFixed(1)}, ${Math.abs(t) < 4.5 ? 'not seen' : 'seen'} (4.5 is the usual bar of leakage tests)`,
  });
  return [
    { what: 'MAC wrong in its first byte against its last', ...show(signal) },
    { what: 'control: the same against a key that is not there', ...show(control) },
  ];
}

interface Comparison {
  /** Of the trimmed means, microseconds. */
  readonly difference: number;
  /** Welch's t. */
  readonly t: number;
}

/** In pairs of random order, so that drift falls on both alike. */
async function compare(
  source: Source,
  { a, b }: { readonly a: string; readonly b: string },
): Promise<Comparison> {
  const verifier = source.verifier();
  const random = createRandom('oracle');
  const request = { ...source.request, sid: source.request.sid };
  const time = async (token: string) => {
    const start = performance.now();
    const result = await verifier.verify(token, request);
    const took = (performance.now() - start) * 1000;
    if (result.ok || result.code !== 'nonce_invalid') throw new Error('not what was to be measured');
    return took;
  };
  const [left, right]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < PAIRS; pair++) {
    const isSwapped = random.chance(0.5);
    if (isSwapped) right.push(await time(b));
    left.push(await time(a));
    if (!isSwapped) right.push(await time(b));
  }
  const [x, y] = [summarise(left), summarise(right)];
  return { difference: x.mean - y.mean, t: (x.mean - y.mean) / Math.sqrt(x.error + y.error) };
}

/** Mean of what lies near the median, and its squared standard error. */
function summarise(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const sorted = values.slice(1000).sort((p, q) => p - q);
  const kept = sorted.slice(Math.floor(sorted.length * TRIM), Math.ceil(sorted.length * (1 - TRIM)));
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length || median(kept);
  const variance = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (kept.length - 1);
  return { mean, error: variance / kept.length };
}
