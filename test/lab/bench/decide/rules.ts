import type { Variables } from '../../../../src/decide/index.ts';
import type { Random } from '../../../../train/random.ts';
import { median, type Row, ratio } from '../statistics.ts';
import { type Evaluator, openEngines } from './engines.ts';
import { TWELVE } from './twelve.ts';
import { someFacts } from './visits.ts';

/** Chosen: enough that every rule holds for some of them. */
const VISITS = 500;
/** Chosen: the median of nine; ratios of a round are taken within it, because the machine's speed drifts. */
const ROUNDS = 9;
/** Rounds until V8 has optimised everything. */
const WARM_UP = 3;
/** Each engine gets about so much processor time a round, milliseconds. */
const SPEND_MS = 150;
const OWN = 'tellsign';

/**
 * Twelve rules, all hits, for each engine in the same rounds: microseconds of processor time, all threads.
 * @throws where two engines answer differently
 */
export async function benchRules(random: Random): Promise<Row[]> {
  const visits = Array.from({ length: VISITS }, () => someFacts(random));
  const engines = await openEngines();
  const open = Object.entries(engines).flatMap(([name, engine]) => (engine ? [[name, engine] as const] : []));
  await assertEqual(open, visits);
  const calls = Object.fromEntries(
    await Promise.all(open.map(async ([name, engine]) => [name, await callsFor(engine, visits)] as const)),
  );
  const costs: Record<string, number[]> = {};
  for (let round = -WARM_UP; round < ROUNDS; round++)
    for (const [name, engine] of open) {
      const micros = await cost(engine, visits, calls[name] ?? VISITS);
      if (round >= 0) costs[name] = [...(costs[name] ?? []), micros];
    }
  return Object.keys(engines).map((name) => toRow(name, costs));
}

function toRow(name: string, costs: Readonly<Record<string, readonly number[]>>): Row {
  const what = `${TWELVE.length} rules, all hits, ${name}`;
  const own = costs[name];
  if (!own) return { what, value: '–', peer: 'has no build for this platform' };
  const peer = name === OWN ? '' : `${ratio(own, costs[OWN] ?? [])} tellsign`;
  return { what, value: `${median(own).toFixed(1)} µs`, peer };
}

/** Every rule holds somewhere, and every engine says the same of every visit. */
async function assertEqual(
  engines: readonly (readonly [string, Evaluator])[],
  visits: readonly Variables[],
): Promise<void> {
  const seen = new Set<string>();
  for (const facts of visits) {
    const answers = await Promise.all(engines.map(async ([, engine]) => [...(await engine(facts))].sort()));
    for (const id of answers[0] ?? []) seen.add(id);
    const other = answers.findIndex((answer) => answer.join() !== answers[0]?.join());
    if (other > 0)
      throw new Error(`${engines[other]?.[0]} says ${answers[other]}, ${engines[0]?.[0]} says ${answers[0]}`);
  }
  const silent = TWELVE.filter(({ id }) => !seen.has(id));
  if (silent.length > 0) throw new Error(`these rules hold for no visit: ${silent.map(({ id }) => id)}`);
}

/** Processor time of one visit, microseconds. */
async function cost(engine: Evaluator, visits: readonly Variables[], calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) {
    const answer = engine(visits[call % visits.length] as Variables);
    // What is answered at once is not waited for.
    if (answer instanceof Promise) await answer;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

async function callsFor(engine: Evaluator, visits: readonly Variables[]): Promise<number> {
  const micros = await cost(engine, visits, visits.length);
  return Math.max(visits.length, Math.round((SPEND_MS * 1000) / Math.max(micros, 1)));
}
