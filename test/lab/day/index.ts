import { liveDay } from './live.ts';
import { measureDay, type Order } from './measure.ts';

/**
 * `npm run lab -- day`: what the queue shows of the demo's seeded day (`npm run demo -- --seed-day`), and
 * which share of the loss that finds. What the campaigns lose was written down before the queue ranked it; no
 * constant of the ranking was fitted on it.
 */
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 16);
const ORDERS: readonly (readonly [Order, string])[] = [
  ['oldest', 'oldest first'],
  ['score', 'score'],
  ['amount', 'amount'],
  ['queue', 'the queue'],
  ['ranked', '… without what it draws'],
  ['informed', 'true share of loss by rule and known device'],
  ['oracle', 'oracle'],
];

const { decider, records, seeded } = await liveDay(NOW);
const report = await measureDay({ decider, records, truths: seeded.truths, fromMs: NOW - DAY_MS });
const { alerts, cases, largest, ranked, drawn, counts, found, loss, by } = report;
const euros = (value: number, width: number) => Math.round(value).toLocaleString('en').padStart(width);
console.log(`${alerts} alerts in ${cases} cases; the largest has ${largest}`);
console.log(`shown: ${ranked + drawn} of a budget of ${counts.places.perDay}, ${drawn} of them drawn`);
console.log(`over budget: ${counts.over.waiting} wait, ${counts.over.automatic} went the automatic way`);
console.log(`\nloss in ${counts.places.perDay} cases, of ${euros(loss, 0)} euros in all`);
for (const [order, name] of ORDERS)
  console.log(
    name.padEnd(44) + euros(found[order], 8) + (found[order] / found.oracle).toFixed(3).padStart(8),
  );
console.log(`\n${'who'.padEnd(22)}  alerts   cases    loss   found`);
for (const [who, row] of [...by].toSorted(([, a], [, b]) => b.loss - a.loss))
  console.log(who.padEnd(22) + [row.alerts, row.cases, row.loss, row.found].map((n) => euros(n, 8)).join(''));
