import { parseArgs } from 'node:util';
import { median, ratio } from '../statistics.ts';
import { measurePages, over, SUBJECTS } from './cost.ts';
import type { Cost } from './visit.ts';

/**
 * `npm run bench -- page`: what the script costs the page that carries it, over a page with nothing on it,
 * beside bare listeners and peers. Each gets the same 20 s of input, in turn. `-- --rounds 5 --only
 * tellsign,rrweb --moves 600 --hertz 1000` for more, fewer or shorter visits, or a faster mouse. Ends within
 * 20 minutes, with fewer rounds if it must; a page that stalls is named.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: SUBJECTS.slice(2).join() },
    moves: { type: 'string', default: '2401' },
    hertz: { type: 'string', default: '120' },
  },
});
const rounds = Number(values.rounds);
const asked = { moves: Number(values.moves), hertz: Number(values.hertz) };
const subjects = ['control', 'bare', ...values.only.split(',').filter((name) => SUBJECTS.includes(name))];

/** The whole run is to end in 20 minutes; the faster mouse takes five of them. */
const LIMIT_MS = 15 * 60_000;

const COLUMNS: readonly (readonly [title: string, figure: keyof Cost, digits: number])[] = [
  ['µs/event', 'eventMicros', 1],
  ['ms/s input', 'secondMs', 2],
  ['load ms', 'loadMs', 1],
  ['long tasks', 'longTasks', 0],
  ['INP ms', 'inpMs', 0],
  ['handled ms', 'handledMs', 1],
  ['heap KB', 'heapKb', 0],
  ['growth KB', 'growthKb', 0],
  ['process MB', 'processMb', 1],
];

/** Medians over the control page. The range of the ratio shows how much the rounds differ. */
async function table(title: string, plan: Parameters<typeof measurePages>[0]): Promise<void> {
  const costs = await measurePages(plan);
  console.log(`\n${title}`);
  console.log(
    `${'over the control page'.padEnd(22)}${COLUMNS.map(([name]) => name.padStart(12)).join('')}  × bare`,
  );
  for (const name of plan.subjects.slice(1)) {
    const figures = COLUMNS.map(([, figure, digits]) => {
      const known = over(costs, name, figure).filter((value) => Number.isFinite(value));
      return (known.length > 0 ? median(known).toFixed(digits) : '–').padStart(12);
    });
    const times = ratio(over(costs, name, 'eventMicros'), over(costs, 'bare', 'eventMicros'));
    console.log(`${name.padEnd(22)}${figures.join('')}  ${times}`);
  }
  const inp = median((costs.get('control') ?? []).map(({ inpMs }) => inpMs));
  console.log(`INP of the control page itself: ${inp.toFixed(0)} ms`);
  for (const [name, taken] of costs) {
    const gaps = taken.filter(({ loadMs }) => Number.isNaN(loadMs)).length;
    if (gaps > 0) console.log(`${name}: ${gaps} of ${taken.length} visits stalled and have no figure`);
  }
}

await table(`${asked.moves} moves at ${asked.hertz} Hz`, { ...asked, subjects, rounds, limitMs: LIMIT_MS });
// A mouse for games: as much motion in time, eight times the samples.
if (subjects.includes('tellsign') && asked.hertz < 1000) {
  const fast = { subjects: ['control', 'bare', 'tellsign'], rounds, moves: 4 * asked.moves, hertz: 1000 };
  await table(`${fast.moves} moves at 1000 Hz`, fast);
}
