import { FEATURES, SCHEMA_ID } from '../../../../src/contract/features/index.ts';
import type { DriftVisit } from '../../../../src/decide/drift/drift.ts';
import { createDriftMonitor, type DriftMonitorOptions } from '../../../../src/decide/drift/monitor.ts';
import { createRandom, type Random } from '../../../../train/random.ts';

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A visit of a person: every feature about 0, a score about −3. */
export interface Person {
  /** Steps by which a feature lies higher, by its place. */
  readonly higher?: Readonly<Record<number, number>>;
  readonly logit?: number;
  readonly more?: Partial<DriftVisit>;
  readonly build?: string;
}

let count = 0;

export function person(
  random: Random,
  atMs: number,
  { higher = {}, logit = 0, more, build = 'b1' }: Person = {},
): DriftVisit {
  const values = Int8Array.from(FEATURES, (_, index) =>
    Math.max(-127, Math.min(127, Math.round(random.normal(higher[index] ?? 0, 24)))),
  );
  const evidence = { schema: SCHEMA_ID, values, missing: new Uint8Array(FEATURES.length) };
  const jkt = `key-${count++}`;
  const verdict = { jkt, logit: random.normal(-3 + logit, 1), evidence, build, model: 'm1' };
  return { atMs, isMissing: false, isCampaign: false, browser: 'Chrome 131', verdict, ...more };
}

export const missing = (atMs: number, browser: string | null = 'Chrome 131'): DriftVisit => ({
  ...{ atMs, isMissing: true, isCampaign: false, browser },
});

/** A monitor that knows a week of a thousand visits, 2 % of attempts without a token. */
export function monitored(seed: string, options: DriftMonitorOptions = {}) {
  const random = createRandom('drift', seed);
  const monitor = createDriftMonitor({ random: () => random.uniform(0, 1), ...options });
  let atMs = 0;
  while (!monitor.state().reference.isComplete) {
    atMs += (8 * DAY_MS) / 1000;
    monitor.see(random.chance(0.02) ? missing(atMs) : person(random, atMs));
  }
  /** Sees visits, a minute apart, until an alarm; how many there were, and the alarm. */
  function until(most: number, next: (atMs: number) => DriftVisit) {
    for (let visit = 1; visit <= most; visit++) {
      atMs += MINUTE_MS;
      const alarm = monitor.see(next(atMs));
      if (alarm) return { visit, alarm };
    }
    return null;
  }
  return { monitor, random, until };
}
