import { BUDGETS, FIRST_VERDICT, FIRST_VERDICT_BUDGET, measureSizes, type Part } from './sizes.ts';

/**
 * `npm run size`: brotli bytes of what ships, as a table, or with `--json` as `{loader, worker, model,
 * server, ort}`. With `--check` it fails where something is over its ceiling.
 */
const sizes = await measureSizes();

function report(name: string, bytes: number, budget: number | undefined): void {
  const verdict = budget === undefined ? '' : bytes <= budget ? `  of ${budget}` : `  OVER ${budget}`;
  console.log(`${name.padEnd(14)}${String(bytes).padStart(9)} bytes brotli${verdict}`);
  if (process.argv.includes('--check') && budget !== undefined && bytes > budget) process.exitCode = 1;
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(sizes));
} else {
  for (const [part, bytes] of Object.entries(sizes) as [Part, number][]) report(part, bytes, BUDGETS[part]);
  const first = FIRST_VERDICT.reduce((sum, part) => sum + sizes[part], 0);
  report('first verdict', first, FIRST_VERDICT_BUDGET);
}
