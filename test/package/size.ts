import { BUDGETS, FIRST_VERDICT, FIRST_VERDICT_GOAL, measureSizes, type Part } from './sizes.ts';

/**
 * `npm run size`: brotli bytes of what ships, as a table, or with `--json` as `{loader, worker, model, server, ort}`.
 * `--check` looks only at what has a budget and fails over it.
 */
const check = process.argv.includes('--check');
const sizes = measureSizes(check ? (Object.keys(BUDGETS) as Part[]) : undefined);
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(sizes));
} else {
  for (const [part, bytes] of Object.entries(sizes) as [Part, number][]) {
    const budget = BUDGETS[part];
    const verdict = budget === undefined ? '' : bytes <= budget ? `  of ${budget}` : `  OVER ${budget}`;
    console.log(`${part.padEnd(8)}${String(bytes).padStart(9)} bytes brotli${verdict}`);
    if (check && budget !== undefined && bytes > budget) process.exitCode = 1;
  }
  const first = FIRST_VERDICT.reduce((sum, part) => sum + (sizes[part] ?? 0), 0);
  console.log(`loader + worker + model ${first} bytes brotli, goal ${FIRST_VERDICT_GOAL}`);
}
