/**
 * Calls `run` once after `ms`; returns how to prevent that. The browser's own timer signal is used, because a
 * page may clear, fake or replace its timers, and its handler property, because a page may have replaced
 * `addEventListener`. Browsers without the signal (Safari before 16) use a timer of the page.
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
