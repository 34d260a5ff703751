/** Chosen: often enough to see that it goes on, and few enough lines for a log. */
const EVERY_MS = 2000;

/** Writes to standard error how many records were read; over its own line where that is a terminal. */
export function createProgress(): (records: number) => void {
  const end = process.stderr.isTTY ? '\r' : '\n';
  let lastMs = performance.now();
  return (records) => {
    if (performance.now() - lastMs < EVERY_MS) return;
    lastMs = performance.now();
    process.stderr.write(`${records.toLocaleString('en')} decisions read${end}`);
  };
}
