import type { StoredCalibration } from '../records/learning.ts';
import type { WebhookEvent } from '../webhook/events.ts';

/** A curve that was taken back, as endpoints are told. Who did it stays with the site. */
export const rolledBack = (
  { id, action, replaces, rolledBackMs }: StoredCalibration,
  reason: string,
): WebhookEvent => ({
  type: 'calibration.rolled_back',
  atMs: rolledBackMs ?? 0,
  data: { id, action, reason, in_force: replaces },
});
