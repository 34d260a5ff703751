import type { DriftMonitor, DriftState } from '../drift/drift.ts';
import type { Records } from '../records/records.ts';
import { checkReviewer, type Reviewer } from '../reviewer.ts';
import { createGuard } from './guarded.ts';
import type { Learned } from './learned.ts';

interface DriftReset {
  readonly records: Pick<Records, 'log'>;
  /** By action. */
  readonly drift: ReadonlyMap<string, DriftMonitor>;
  readonly reviewer: Reviewer;
  readonly now: () => number;
}

/** Lets an action's monitor begin a new reference, in this process; the audit says so before it happens. */
export function createDriftReset({ records, drift, reviewer, now }: DriftReset) {
  const { id: by } = checkReviewer(reviewer);
  const guarded = createGuard({ records, reviewer, now });
  return (action: string): Promise<Learned<DriftState>> =>
    guarded('publish', 'reset_drift', async () => {
      const monitor = drift.get(action);
      if (!monitor) return { ok: false, code: 'action_unknown' };
      const { reference, alarm } = monitor.state();
      const detail = JSON.stringify({ action, visits: reference.visits, alarm: alarm?.signal ?? null });
      await records.log({ atMs: now(), by, what: 'reset_drift', detail });
      monitor.reset();
      return { ok: true, value: monitor.state() };
    });
}
