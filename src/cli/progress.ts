/** Chosen: often enough to see that it goes on, and few enough lines for a log. */
const EVERY_MS = 2000;

/** Writes to standard error how much was read; over its own line where that is a terminal. */
export function createProgress(what = 'decisions'): (count: number) => void {
  const end = process.stderr.isTTY ? '\r' : '\n';
  let lastMs = performance.now();
  return (count) => {
    if (performance.now() - lastMs < EVERY_MS) return;
    lastMs = performance.now();
    process.stderr.write(`${count.toLocaleString('en')} ${what} read${end}`);
  };
}
