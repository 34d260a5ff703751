import { BUDGETS, FIRST_VERDICT, FIRST_VERDICT_BUDGET, measureSizes, type Part } from './sizes.ts';

/**
 * `npm run size`: brotli bytes of what ships, as a table, or with `--json` as `{loader, worker, model, server, ort}`.
 * `--check` looks only at what has a budget and fails over it.
 */
const check = process.argv.includes('--check');
const sizes = measureSizes(check ? FIRST_VERDICT : undefined);

function print(what: string, bytes: number, budget?: number): void {
  const verdict = budget === undefined ? '' : bytes <= budget ? `  of ${budget}` : `  OVER ${budget}`;
  console.log(`${what.padEnd(14)}${String(bytes).padStart(9)} bytes brotli${verdict}`);
  if (check && budget !== undefined && bytes > budget) process.exitCode = 1;
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(sizes));
} else {
  for (const [part, bytes] of Object.entries(sizes) as [Part, number][]) print(part, bytes, BUDGETS[part]);
  const first = FIRST_VERDICT.reduce((sum, part) => sum + (sizes[part] ?? 0), 0);
  print('first verdict', first, FIRST_VERDICT_BUDGET);
}
