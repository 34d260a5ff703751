import { generateKeyPairSync, sign, verify } from 'node:crypto';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const MESSAGE = Buffer.alloc(1024, 1);
const SIGNATURE = sign('sha256', MESSAGE, privateKey);
const ROUNDS = 10;

/** What the yardstick costs where hardly anything else runs, ms: median of 1,200, two cores, Node 20. */
export const MIDDLE_MS = 1;

/** Constant work without a line of this project: OpenSSL verifies ten signatures on P-256. */
async function yardstick(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) verify('sha256', MESSAGE, publicKey, SIGNATURE);
}

/** Processor time of all threads of this process, ms: that of other processes is not in it. */
export async function costOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A late token is tried again. Most were late by chance: two of three turns show it. */
const FIRST_TURNS = 3;
/** What is late in the middle of these, in turns with the yardstick, is slow. Chosen: odd, and soon done. */
const TURNS = 9;

/**
 * What something costs, where that is over the limit: null where it is not. Processor time grows on a machine
 * that is shared, so the limit grows with what the yardstick costs beside it. What is slow in fewer than half
 * of its turns is not found.
 */
export async function slowness(
  cost: () => Promise<number>,
  limitMs: number,
  beside: () => Promise<number> = () => costOf(yardstick),
): Promise<string | null> {
  const first: number[] = [];
  while (first.length < FIRST_TURNS) first.push(await cost());
  if (middleOf(first) <= limitMs) return null;
  const [own, yard]: [number[], number[]] = [[], []];
  while (own.length < TURNS) {
    own.push(await cost());
    yard.push(await beside());
  }
  const limit = limitMs * Math.max(1, middleOf(yard) / MIDDLE_MS);
  if (middleOf(own) <= limit) return null;
  return `${middleOf(own).toFixed(1)} ms of processor time, where ${limit.toFixed(1)} are allowed`;
}

/** The middle one of an odd number of values. */
const middleOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
