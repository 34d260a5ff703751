import type { Statistic } from '../group.ts';
import { median } from '../stats.ts';
import type { Press } from './presses.ts';

/**
 * A pause inside a word divides it if it is longer than this, ms, and than this many ordinary pauses
 * (features.md G9, 119).
 */
const PART_MS = 400;
const PART_FACTOR = 3;
/** Least digits in a row that people copy in groups. Chosen: one-time codes have six. */
const MIN_DIGITS = 6;
/** The pause before a group is this much longer than the ordinary one. Chosen: more than rhythm varies. */
const GROUP_FACTOR = 1.6;
/** Lengths of printed groups: 4 in cards and IBANs, 3 or 2 in phone and account numbers. */
const GROUP_LENGTHS = [4, 3, 2];

const isInside = (press: Press, before: Press | undefined): boolean =>
  (press.class === 'letter' || press.class === 'digit') &&
  (before?.class === 'letter' || before?.class === 'digit');

/** Pauses that divide words, for every ten characters. */
export function partsPerTen(presses: readonly Press[]): number {
  const usual = median(presses.map((press) => press.ikiMs).filter(Number.isFinite));
  const limit = Math.max(PART_FACTOR * usual, PART_MS);
  let inside = 0;
  let parted = 0;
  for (const [index, press] of presses.entries()) {
    if (!isInside(press, presses[index - 1])) continue;
    inside += 1;
    // A pause too long to be rhythm divides a word too, and has no `ikiMs`.
    if (!(press.ikiMs <= limit)) parted += 1;
  }
  return (10 * parted) / inside;
}

/** Runs of digits, as the pauses before each digit but the first. */
function runsOf(presses: readonly Press[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const [index, press] of presses.entries()) {
    if (press.class !== 'digit' || presses[index - 1]?.class !== 'digit') run = [];
    else {
      if (run.length === 0) runs.push(run);
      run.push(press.ikiMs);
    }
  }
  return runs.filter((pauses) => pauses.length >= MIN_DIGITS - 1);
}

/** Share of the pauses in long numbers that fall between groups of one length; `n` pauses. */
export function groupedShare(presses: readonly Press[]): Statistic {
  const runs = runsOf(presses);
  const usual = median(runs.flat().filter(Number.isFinite));
  const places = runs.flatMap((pauses) =>
    pauses.flatMap((pause, index) => (pause <= GROUP_FACTOR * usual ? [] : [index + 1])),
  );
  const shares = GROUP_LENGTHS.map(
    (size) => places.filter((place) => place % size === 0).length / places.length,
  );
  return { value: Math.max(...shares), n: places.length };
}
