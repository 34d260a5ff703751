/**
 * Calls `run` once after `ms`; returns how to prevent that. The browser's own timer signal is used, because a
 * page may clear, fake or replace its timers. Browsers without it (Safari before 16) use a timer of the page.
 */
export function after(ms: number, run: () => void): () => void {
  const stopper = new AbortController();
  const { signal } = stopper;
  if (typeof AbortSignal.timeout === 'function') {
    AbortSignal.timeout(ms).addEventListener('abort', run, { once: true, signal });
  } else {
    const timer = setTimeout(run, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }
  return () => stopper.abort();
}
