/**
 * Longest wait for an idle moment on a page that has none, ms. Chosen: half of a batch's delay, so that
 * nothing waits 15 s.
 */
const PATIENCE_MS = 5000;

/** Chromium's way to ask whether the visitor is waiting for the page. */
interface Scheduling {
  readonly scheduling?: { isInputPending?(): boolean };
}

/** Calls `run` when the page is idle and no input waits for it. */
export function whenIdle(run: () => void): void {
  const attempt = () => {
    if ((navigator as Scheduling).scheduling?.isInputPending?.()) whenIdle(run);
    else run();
  };
  if (typeof requestIdleCallback === 'function') requestIdleCallback(attempt, { timeout: PATIENCE_MS });
  else setTimeout(attempt, 1);
}

/** Returns what has `run` called once, `ms` later and at idle; until then asking again changes nothing. */
export function createIdleTask(ms: number, run: () => void): () => void {
  let isScheduled = false;
  const runOnce = () => {
    isScheduled = false;
    run();
  };
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(() => whenIdle(runOnce), ms);
  };
}
