import { addLoss, NO_LOSS } from '../triage/loss.ts';
import type { AlertCase, CaseAlert } from './cases.ts';

/** A case in this process's memory. */
export interface MemoryCase extends Pick<AlertCase, 'id' | 'kind' | 'propensity' | 'openedMs'> {
  readonly alerts: CaseAlert[];
  lastAlertMs: number;
  answered: number;
  taken: AlertCase['taken'];
  closed: AlertCase['closed'];
  /** The last answer, and how many alerts were answered before it: for taking it back. */
  last: { readonly by: string; readonly atMs: number; readonly answered: number } | null;
}

/** Members that a case does not have without an alert; no case is without one for long. */
const NOTHING = { action: '', why: { code: '', text: '' }, novel: false } as const;

/** What is told of a case: loss, amount and due date are those of the alerts that were not answered. */
export function viewOf({ alerts, last: _, ...one }: MemoryCase): AlertCase {
  const left = alerts.slice(one.answered);
  const shown = left.length > 0 ? left : alerts;
  const top = shown.reduce<CaseAlert | undefined>(
    (best, alert) => (best && best.loss.high >= alert.loss.high ? best : alert),
    undefined,
  );
  const { action, why, novel } = top ?? NOTHING;
  return {
    ...one,
    ...{ action, why, novel },
    dueMs: shown.reduce((due, alert) => Math.min(due, alert.dueMs), Number.POSITIVE_INFINITY),
    alerts: alerts.length,
    loss: left.reduce((sum, { loss }) => addLoss(sum, loss), NO_LOSS),
    amount: left.reduce((sum, { amount }) => sum + amount, 0),
    hold: left.some(({ hold }) => hold),
  };
}
