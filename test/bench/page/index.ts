import { parseArgs } from 'node:util';
import { median, ratio } from '../statistics.ts';
import { measurePages, over, SUBJECTS } from './cost.ts';
import type { Cost } from './visit.ts';

/**
 * `npm run bench:page`: what the script costs the page that carries it, beside bare listeners and its peers, over a page with nothing
 * on it; the same 20 s of input for each, in turn. `-- --rounds 5 --only tellsign,rrweb --moves 600` for more, fewer or shorter visits.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: SUBJECTS.slice(2).join() },
    moves: { type: 'string', default: '2401' },
  },
});
const subjects = ['control', 'bare', ...values.only.split(',').filter((name) => SUBJECTS.includes(name))];
const costs = await measurePages({ subjects, rounds: Number(values.rounds), moves: Number(values.moves) });

const COLUMNS: readonly (readonly [title: string, figure: keyof Cost, digits: number])[] = [
  ['µs/event', 'eventMicros', 1],
  ['load ms', 'loadMs', 1],
  ['long tasks', 'longTasks', 0],
  ['slow events', 'slowEvents', 0],
  ['heap KB', 'heapKb', 0],
  ['growth KB', 'growthKb', 0],
  ['process MB', 'processMb', 1],
];
/** Medians over the control page; the ratio's range says how far to trust it. */
console.log(
  `${'over the control page'.padEnd(22)}${COLUMNS.map(([title]) => title.padStart(13)).join('')}  × bare`,
);
for (const name of subjects.slice(1)) {
  const figures = COLUMNS.map(([, figure, digits]) =>
    median(over(costs, name, figure))
      .toFixed(digits)
      .padStart(13),
  );
  const times = ratio(over(costs, name, 'eventMicros'), over(costs, 'bare', 'eventMicros'));
  console.log(`${name.padEnd(22)}${figures.join('')}  ${times}`);
}
