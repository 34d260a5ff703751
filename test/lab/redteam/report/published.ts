import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Counts } from '../cell.ts';
import { LIVE_CELLS, type LiveCell } from '../live/run.ts';
import type { Searched } from '../simulate/run.ts';

/** When the visits of a row were made, and with which draws. */
export interface Origin {
  /** Day of the last visit, or of the report that is all that is left of them: `2026-11-28`. */
  readonly measured: string;
  /** Seed of the run; null where only the printed report is left. */
  readonly seed: string | null;
}

/** An attacker in the simulation, at one budget. */
export interface SimulatedRow
  extends Pick<Searched, 'attacker' | 'start' | 'delivery' | 'note'>,
    Counts,
    Origin {
  readonly budget: number;
}

/** An attacker in a real browser. */
export interface LiveRow extends LiveCell, Counts, Origin {
  /** Mean contribution of each group, logits, strongest first. */
  readonly groups: readonly (readonly [group: string, logits: number])[];
  readonly medianSeconds: number;
  /** Processes for each core of the machine; null where the visits did not note it. */
  readonly medianLoad: number | null;
}

/** Rows of the report, kept beside it, so that a run of one section leaves the others as they were. */
export interface Published {
  /** The verifier's short id of the model that every row was measured against. */
  readonly model: string;
  readonly simulated: readonly SimulatedRow[];
  readonly live: readonly LiveRow[];
}

/** What earlier reports published of this model. Rows of another model are refused. */
export function readPublished(path: string, model: string): Published {
  if (!existsSync(path)) return { model, simulated: [], live: [] };
  const published = JSON.parse(readFileSync(path, 'utf8')) as Published;
  if (published.model !== model)
    throw new Error(`${path} has rows of model ${published.model}, not of ${model}: remove it to begin anew`);
  return published;
}

/** One row a line, so that a diff names the rows that changed. */
export function writePublished(path: string, { model, simulated, live }: Published): void {
  const list = (rows: readonly unknown[]) =>
    `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`;
  writeFileSync(
    path,
    `{"model": ${JSON.stringify(model)},\n"simulated": ${list(simulated)},\n"live": ${list(live)}}\n`,
  );
}

/** Earlier rows with those of a run. The run's row stands unless it has fewer visits. */
export function merged(before: Published, run: Omit<Published, 'model'>): Published {
  return {
    model: before.model,
    simulated: join(before.simulated, run.simulated, simulatedName).sort((a, b) =>
      order(simulatedName(a), simulatedName(b)),
    ),
    live: join(before.live, run.live, liveName).sort((a, b) => placeOf(a) - placeOf(b)),
  };
}

const simulatedName = ({ attacker, start, delivery, budget }: SimulatedRow): string =>
  [attacker, start, delivery, String(budget).padStart(6, '0')].join(' ');
const liveName = ({ actor, page, load }: LiveCell): string => [actor, page, load].join(' ');

const PLACES = LIVE_CELLS.map(liveName);
/** Attackers that the live legs no longer have come last. */
const placeOf = (row: LiveRow): number => {
  const place = PLACES.indexOf(liveName(row));
  return place < 0 ? PLACES.length : place;
};
const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function join<T extends Counts>(before: readonly T[], run: readonly T[], nameOf: (row: T) => string): T[] {
  const rows = new Map(before.map((row) => [nameOf(row), row]));
  for (const row of run)
    if (row.sessions >= (rows.get(nameOf(row))?.sessions ?? 0)) rows.set(nameOf(row), row);
  return [...rows.values()];
}
