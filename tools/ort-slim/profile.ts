import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The file that is made slimmer, from the installed package. */
export const SOURCE = 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm';
export const PROFILE = 'tools/ort-slim/profile.json';

/**
 * The parts of the source that run, as `npx tsx tools/ort-slim/index.ts` found it; kept in the repository, so
 * that every build cuts the same.
 */
export interface Profile {
  /** Of the source: the numbers are valid for it alone. */
  readonly sha256: string;
  /** Kernels that are needed, by place among `kernelSlots`. */
  readonly kernels: readonly number[];
  /** Functions that ran, and sites of those functions, as sets of bits. */
  readonly functions: string;
  readonly sites: string;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Numbers as bits: deflated, in base64. */
export function packSet(numbers: ReadonlySet<number>): string {
  const bits = new Uint8Array(Math.floor(maximum(numbers) / 8) + 1);
  for (const number of numbers) bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7));
  return deflateRawSync(bits, { level: 9 }).toString('base64');
}

export function unpackSet(text: string): ReadonlySet<number> {
  const bits = inflateRawSync(Buffer.from(text, 'base64'));
  const numbers = new Set<number>();
  bits.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) numbers.add(index * 8 + bit);
  });
  return numbers;
}

/** `Math.max` takes no hundred thousand arguments. */
const maximum = (numbers: ReadonlySet<number>) => {
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  return most;
};

export function readProfile(text: string): Profile {
  const value: unknown = JSON.parse(text);
  if (!isProfile(value)) throw new Error(`${PROFILE} is no profile`);
  return value;
}

function isProfile(value: unknown): value is Profile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'sha256' in value &&
    'kernels' in value &&
    'functions' in value &&
    'sites' in value
  );
}
