import { type Cell, LEVELS, type Share } from '../cell.ts';

const whole = (share: number): string => (100 * share).toFixed(0);

/** `70 % (57–80)`. */
export const shareText = ({ share, low, high }: Share): string =>
  `${whole(share)} % (${whole(low)}–${whole(high)})`;

export const HEAD = [
  'sessions',
  'low',
  'unknown',
  'medium',
  'high',
  'low and no objection of the backend',
  'median logit',
];

/** One cell as a row of the report's tables. */
export function rowOf(name: readonly string[], cell: Cell): string {
  const { sessions, levels, passed, medianLogit } = cell;
  const shares = LEVELS.filter((level) => level !== 'missing').map((level) => shareText(levels[level]));
  const logit = medianLogit === null ? '–' : medianLogit.toFixed(1);
  const failed = levels.missing.hits > 0 ? `${sessions}, ${levels.missing.hits} without a verdict` : sessions;
  return `| ${[...name, failed, ...shares, shareText(passed), logit].join(' | ')} |`;
}

export function tableOf(head: readonly string[], rows: readonly string[]): string {
  const all = [...head, ...HEAD];
  return [`| ${all.join(' | ')} |`, `|${' --- |'.repeat(all.length)}`, ...rows].join('\n');
}
