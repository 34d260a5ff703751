/**
 * Calls `run` once after `ms`; returns how to cancel that. It uses `AbortSignal.timeout`, because a page may
 * clear, fake or replace its timers, and `onabort`, because a page may have replaced `addEventListener`.
 * Browsers without the signal (Safari before 16) use `setTimeout`.
 */
export function after(ms: number, run: () => void): () => void {
  if (typeof AbortSignal.timeout !== 'function') {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
  const signal = AbortSignal.timeout(ms);
  signal.onabort = () => run();
  return () => {
    signal.onabort = null;
  };
}
