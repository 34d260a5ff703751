import { createRandom } from '../../../train/random.ts';
import { type Interval, intervalOf } from './interval.ts';
import type { Session } from './score.ts';

/**
 * False alarms of one kind of person; `.tmp/cohorts.json` is a list of these. Shares are of sessions, 0..1.
 */
export interface CohortResult {
  readonly kind: string;
  /** Built from recordings, or played in a browser. */
  readonly leg: 'volume' | 'live';
  readonly note: string;
  readonly sessions: number;
  /** Different people whose recordings went in; of two-part visits the smaller count. */
  readonly people: number;
  readonly high: number;
  /** At `medium` or higher. */
  readonly medium: number;
  readonly unknown: number;
  /** 95 %, by person. */
  readonly interval: {
    readonly high: Interval;
    readonly medium: Interval;
    readonly unknown: Interval;
  };
  /** Quantiles of the logit over sessions that were scored. */
  readonly logit: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
  /** Mean contribution of each group over the sessions in which it was active, logits. */
  readonly groups: Readonly<Record<string, number>>;
  /** Features that push people up, mean positive weight over all sessions, strongest first. */
  readonly pushes: readonly { readonly code: string; readonly mean: number; readonly p95: number }[];
}

/** As many as fit a line of the report. */
const PUSHES = 6;

export function resultOf(
  sessions: readonly Session[],
  { kind, leg, note }: Pick<CohortResult, 'kind' | 'leg' | 'note'>,
): CohortResult {
  const measure = (test: (session: Session) => boolean) => ({
    share: sessions.filter(test).length / sessions.length,
    interval: intervalOf(
      sessions.map((session) => ({ hit: test(session), people: session.people })),
      createRandom('cohorts', kind, 'interval'),
    ),
  });
  const high = measure(({ level }) => level === 'high');
  const medium = measure(({ level }) => level === 'high' || level === 'medium');
  const unknown = measure(({ level }) => level === 'unknown');
  const logits = sessions
    .flatMap(({ level, logit }) => (level === 'unknown' ? [] : (logit ?? [])))
    .sort((a, b) => a - b);
  const at = (part: number) => logits[Math.min(logits.length - 1, Math.floor(part * logits.length))] ?? null;
  const roles = [0, 1].map((role) => new Set(sessions.flatMap(({ people }) => people[role] ?? [])).size);
  return {
    kind,
    leg,
    note,
    sessions: sessions.length,
    people: Math.min(...roles.filter((count) => count > 0)),
    high: high.share,
    medium: medium.share,
    unknown: unknown.share,
    interval: { high: high.interval, medium: medium.interval, unknown: unknown.interval },
    logit: { p50: at(0.5), p95: at(0.95), max: logits.at(-1) ?? null },
    groups: groupsOf(sessions),
    pushes: pushesOf(sessions),
  };
}

function groupsOf(sessions: readonly Session[]): Record<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { groups } of sessions)
    for (const [name, weight] of Object.entries(groups)) {
      const { sum, n } = sums.get(name) ?? { sum: 0, n: 0 };
      if (name !== 'baseline') sums.set(name, { sum: sum + weight, n: n + 1 });
    }
  return Object.fromEntries([...sums].map(([name, { sum, n }]) => [name, sum / n]));
}

function pushesOf(sessions: readonly Session[]): CohortResult['pushes'] {
  const weights = new Map<string, number[]>();
  for (const { reasons } of sessions)
    for (const { code, weight } of reasons) {
      if (weight <= 0 || code === 'other' || code === 'baseline') continue;
      weights.set(code, [...(weights.get(code) ?? []), weight]);
    }
  return [...weights]
    .map(([code, found]) => {
      const all = [...found, ...new Array<number>(sessions.length - found.length).fill(0)].sort(
        (a, b) => a - b,
      );
      return {
        code,
        mean: all.reduce((sum, weight) => sum + weight, 0) / sessions.length,
        p95: all[Math.floor(0.95 * all.length)] ?? 0,
      };
    })
    .sort((a, b) => b.mean - a.mean)
    .slice(0, PUSHES);
}
