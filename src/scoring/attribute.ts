import { FEATURES, GROUP_NAMES, MEMBERS } from '../contract/schema.ts';
import { type Engine, runSafely } from './engine.ts';
import type { Model } from './model.ts';
import type { Evidence } from './quantise.ts';
import { encodeEmpty, encodeInput } from './row.ts';
import { activeGroups } from './score.ts';
import { shapley } from './shapley.ts';

/** One feature's share of the integer logit. */
export interface Weight {
  /** Place in FEATURES. */
  readonly index: number;
  /** Steps of the integer logit, never 0. */
  readonly steps: number;
}

/** One active group as a cooperative game: its output column, and its present features as players. */
interface Game {
  readonly output: number;
  readonly players: readonly number[];
}

interface Batch {
  readonly rows: Uint8Array;
  readonly games: readonly Game[];
}

/**
 * Exact Shapley values of the present features within each active group against "missing", strongest first. They sum to q − bias,
 * group by group. An engine that fails or disagrees with the reference is passed over.
 */
export async function attribute(
  model: Model,
  evidence: Evidence,
  engine: Engine,
): Promise<readonly Weight[]> {
  const games = activeGroups(evidence).map((group) => ({
    output: GROUP_NAMES.indexOf(group),
    players: MEMBERS[group].filter((index) => !evidence.missing[index]),
  }));
  const rows = encodeCoalitions(evidence, games);
  const worths =
    (engine === model.exact ? null : await ask(model, engine, { rows, games })) ??
    askExact(model, rows, games);
  const shares = games.map(({ players }, game) => shapley(worths[game] ?? [], players.length));
  return games
    .flatMap(({ players }, game) =>
      players.map((index, player) => ({ index, steps: shares[game]?.[player] ?? 0 })),
    )
    .filter(({ steps }) => steps !== 0)
    .sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps) || a.index - b.index);
}

const countCoalitions = ({ players }: Game) => 2 ** players.length;

/**
 * Row S shows coalition S of every group at once (bit p: player p is present): groups do not mix, so one batch of at most 512 rows has all
 * coalitions of all groups. A group with fewer players uses the first rows only.
 */
function encodeCoalitions(evidence: Evidence, games: readonly Game[]): Uint8Array {
  const full = encodeInput(evidence);
  const width = full.length;
  const count = Math.max(1, ...games.map(countCoalitions));
  const rows = new Uint8Array(count * width);
  const empty = encodeEmpty(FEATURES.length);
  for (let row = 0; row < count; row++) rows.set(empty, row * width);
  for (const game of games) {
    game.players.forEach((index, player) => {
      for (let row = 0; row < countCoalitions(game); row++) {
        if (((row >> player) & 1) === 0) continue;
        for (const column of [index, FEATURES.length + index]) rows[row * width + column] = full[column] ?? 0;
      }
    });
  }
  return rows;
}

function askExact(model: Model, rows: Uint8Array, games: readonly Game[]): readonly Uint8Array[] {
  return games.map((game) => model.exact.runGroup(rows, countCoalitions(game), game.output));
}

/** The same from an engine that runs whole rows; null when it fails or gives other integers than the reference for a full group. */
async function ask(
  model: Model,
  engine: Engine,
  { rows, games }: Batch,
): Promise<readonly Uint8Array[] | null> {
  const width = 2 * FEATURES.length;
  const count = rows.length / width;
  const outputs = await runSafely(engine, rows, count);
  if (outputs?.length !== count * GROUP_NAMES.length) return null;
  const worths = games.map((game) =>
    Uint8Array.from(
      { length: countCoalitions(game) },
      (_, row) => outputs[row * GROUP_NAMES.length + game.output] ?? 0,
    ),
  );
  const agree = games.every((game, index) => {
    const last = countCoalitions(game) - 1;
    const [expected] = model.exact.runGroup(rows.subarray(last * width), 1, game.output);
    return worths[index]?.[0] === model.empty[game.output] && worths[index]?.[last] === expected;
  });
  return agree ? worths : null;
}
