import type { DriftState } from '../../decide/index.ts';
import type { HealthView } from '../view.ts';
import type { Day } from './day.ts';

/** Rows of a list that are shown. Chosen: what is read at a glance. */
const SHOWN = 12;

export function healthView(
  { hours, visits, codes, failovers, ruleErrors, tookMs }: Day,
  drift: Readonly<Record<string, DriftState>>,
): HealthView {
  const missing = hours.map(({ levels }) => levels.missing);
  const last = hours.at(-1);
  const sum = missing.reduce((total, value) => total + value, 0);
  return {
    hours,
    visits,
    missing: {
      hour: last ? share(last.levels.missing, last.visits) : 0,
      day: share(sum, visits),
    },
    codes: mostFirst(codes),
    failovers: mostFirst(failovers),
    ruleErrors,
    drift,
    p95Ms: tookMs.toSorted((a, b) => a - b)[Math.ceil(tookMs.length * 0.95) - 1] ?? null,
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const mostFirst = (counts: ReadonlyMap<string, number>): HealthView['codes'] =>
  [...counts].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN);
