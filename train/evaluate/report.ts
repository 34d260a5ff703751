import { GROUPS, type GroupName } from '../../src/contract/schema.ts';
import type { Row } from '../data/row.ts';
import { auc, shareAbove, tprAt1 } from '../fit/metrics.ts';
import { FITTED } from '../fit/select.ts';
import type { Shipped } from './shipped.ts';

/** Sessions of one kind and how the shipped model calls them. */
export interface Calls {
  readonly name: string;
  readonly sessions: number;
  readonly people: number;
  readonly unknown: number;
  readonly medium: number;
  readonly high: number;
  /** 95 % Wilson bounds of `high`. */
  readonly highRange: readonly [number, number];
}

/** Shares of each level, by source, modality and horizon; `medium` counts `high` too. */
export function callsOf(shipped: readonly Shipped[], nameOf: (row: Row) => string): Calls[] {
  const names = [...new Set(shipped.map(({ row }) => nameOf(row)))];
  return names.map((name) => {
    const own = shipped.filter(({ row }) => nameOf(row) === name);
    const share = (...levels: string[]): number =>
      own.filter(({ level }) => levels.includes(level)).length / own.length;
    return {
      name,
      sessions: own.length,
      people: new Set(own.map(({ row }) => row.subject)).size,
      unknown: share('unknown'),
      medium: share('medium', 'high'),
      high: share('high'),
      highRange: wilson(share('high'), own.length),
    };
  });
}

/** Wilson score interval, 95 %. Sessions of one person are not independent, so true intervals are wider. */
export function wilson(share: number, n: number): readonly [number, number] {
  const z = 1.96;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

export interface GroupResult {
  readonly group: GroupName;
  readonly title: string;
  readonly auc: number;
  readonly tpr: number;
  readonly people: number;
  readonly scripts: number;
}

/** Each fitted group alone, on rows where it has evidence. */
export function groupResults(people: readonly Shipped[], scripts: readonly Shipped[]): GroupResult[] {
  return FITTED.map((group) => {
    const values = (list: readonly Shipped[]): number[] => list.flatMap(({ groups }) => groups[group] ?? []);
    const [a, b] = [values(people), values(scripts)];
    const { title } = GROUPS[group];
    return { group, title, auc: auc(a, b), tpr: tprAt1(a, b), people: a.length, scripts: b.length };
  });
}

/** Area lost by quantising, and the same at 1 % false alarms. */
export function quantisationCost(people: readonly Shipped[], scripts: readonly Shipped[]) {
  const pick = (list: readonly Shipped[], key: 'logit' | 'float'): number[] => list.map((item) => item[key]);
  const [a8, b8] = [pick(people, 'logit'), pick(scripts, 'logit')];
  const [af, bf] = [pick(people, 'float'), pick(scripts, 'float')];
  return { int8: auc(a8, b8), float: auc(af, bf), tpr8: tprAt1(a8, b8), tprFloat: tprAt1(af, bf) };
}

/** Mean gap between score and share of scripts in ten bins of the score, classes weighted to the prior. */
export function calibrationError(
  people: readonly Shipped[],
  scripts: readonly Shipped[],
  { score, prior }: { readonly score: (logit: number) => number; readonly prior: number },
): number {
  const bins = Array.from({ length: 10 }, () => ({ weight: 0, score: 0, scripts: 0 }));
  const add = (list: readonly Shipped[], weight: number, script: number): void => {
    for (const { logit } of list) {
      const value = score(logit);
      const bin = bins[Math.min(9, Math.floor(value * 10))];
      if (bin === undefined) continue;
      bin.weight += weight;
      bin.score += weight * value;
      bin.scripts += weight * script;
    }
  };
  add(people, (1 - prior) / people.length, 0);
  add(scripts, prior / scripts.length, 1);
  return bins.reduce((sum, bin) => sum + Math.abs(bin.score - bin.scripts), 0);
}

export const caughtAt = (scripts: readonly Shipped[], level: 'medium' | 'high'): number =>
  shareAbove(
    scripts.map((item) => (item.level === 'high' || item.level === level ? 1 : 0)),
    0.5,
  );
