/**
 * Waits at most `ms` for a promise. If the promise is late or fails, `late` gives the value; its argument is
 * the failure, or undefined when time ran out. The promise itself goes on: whoever started it cancels it.
 */
export function within<T, L>(promise: Promise<T>, ms: number, late: (error?: unknown) => L): Promise<T | L> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late()), Math.max(0, ms));
    promise.then(resolve, (error: unknown) => resolve(late(error))).finally(() => clearTimeout(timer));
  });
}
