import type { DriftAlarm } from '../../../src/decide/drift/drift.ts';
import { createDriftMonitor } from '../../../src/decide/drift/monitor.ts';
import { LEAST_VISITS } from '../../../src/decide/drift/reference.ts';
import { createRandom } from '../../../train/random.ts';
import type { Shift } from './shifts.ts';
import { createStream, type Shown } from './site.ts';

const DAY_MS = 86_400_000;
/** Share of attempts without a token before anything happens. Chosen: three in a hundred block scripts. */
const MISSING = 0.03;

/** A monitor whose reference is complete, and the visits to come. */
export function ready(people: readonly Shown[], seed: string) {
  const random = createRandom('drift', seed);
  const monitor = createDriftMonitor({ random: () => random.uniform(0, 1) });
  const next = createStream(people, { random, missingRate: MISSING });
  let atMs = 0;
  // The week's last visit completes it.
  while (!monitor.state().reference.isComplete) {
    atMs += (8 * DAY_MS) / LEAST_VISITS;
    monitor.see(next(atMs));
  }
  return { monitor, next, random, atMs };
}

/** False alarms in so many visits where nothing happens. */
export function quiet(people: readonly Shown[], seed: string, visits: number): readonly DriftAlarm[] {
  const { monitor, next, atMs } = ready(people, seed);
  // Visits a day apart would be silent after an alarm for none of them: each alarm counts.
  return Array.from({ length: visits }, (_, visit) => monitor.see(next(atMs + (visit + 1) * DAY_MS))).filter(
    (alarm) => alarm !== null,
  );
}

/** Visits from a shift to its alarm, with the alarm; null where there is none among so many. */
export function shifted(
  people: readonly Shown[],
  seed: string,
  { shift, most }: { readonly shift: Shift; readonly most: number },
): { readonly delay: number; readonly alarm: DriftAlarm } | null {
  const { monitor, next, random, atMs } = ready(people, seed);
  // The shift comes at any time: the window is full of visits like those of the reference.
  const before = 300 + random.integer(0, 299);
  for (let visit = 1; visit <= before; visit++) if (monitor.see(next(atMs + visit))) return null;
  for (let delay = 1; delay <= most; delay++) {
    const alarm = monitor.see(next(atMs + before + delay, shift.change(random)));
    if (alarm) return { delay, alarm };
  }
  return null;
}
