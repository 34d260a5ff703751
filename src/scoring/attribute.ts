import { FEATURES, GROUP_NAMES, MEMBERS } from '../contract/features/index.ts';
import { type Engine, runSafely } from './engine.ts';
import type { Model } from './model.ts';
import type { Evidence } from './quantise.ts';
import { encodeEmpty, encodeInput } from './row.ts';
import { activeGroups } from './score.ts';

/** One feature's share of the integer logit. */
export interface Weight {
  /** Place in FEATURES. */
  readonly index: number;
  /** Steps of the integer logit, never 0. */
  readonly steps: number;
}

/**
 * One active group as a cooperative game: its output column, and as players its present features. A feature
 * without a weight is left out: it changes nothing, so that its share is 0 and the others' shares are the
 * same without it.
 */
interface Game {
  readonly output: number;
  readonly players: readonly number[];
}

/**
 * Exact Shapley values of the present features within each active group against "missing", strongest first.
 * They sum to q − bias, group by group. An engine that fails or disagrees with the reference is passed over.
 */
export async function attribute(
  model: Model,
  evidence: Evidence,
  engine: Engine,
): Promise<readonly Weight[]> {
  const board = layOut(model, evidence);
  const given = engine === model.exact ? null : await runEngine(model, engine, board);
  return share(model, board, { worths: given ?? runReference(model, board) });
}

/** The same by the reference engine, at once. */
export function attributeExactly(model: Model, evidence: Evidence): readonly Weight[] {
  const board = layOut(model, evidence);
  return share(model, board, { worths: runReference(model, board) });
}

function layOut({ exact }: Model, evidence: Evidence): Board {
  const games = activeGroups(evidence).map((group) => {
    const output = GROUP_NAMES.indexOf(group);
    const hasWeight = (index: number) =>
      columnsOf(index).some((column) => exact.columns[output]?.has(column));
    return {
      output,
      players: MEMBERS[group].filter((index) => !evidence.missing[index] && hasWeight(index)),
    };
  });
  return { from: encodeEmpty(FEATURES.length), to: encodeInput(evidence), games };
}

function share(
  { shapley }: Model,
  { games }: Board,
  { worths }: { readonly worths: readonly Uint8Array[] },
): readonly Weight[] {
  const weights: Weight[] = [];
  for (const [game, { players }] of games.entries()) {
    const shares = shapley(worths[game] ?? [], players.length);
    for (const [player, index] of players.entries())
      if (shares[player]) weights.push({ index, steps: shares[player] });
  }
  return weights.sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps) || a.index - b.index);
}

/** All groups' games over one visit. */
interface Board {
  /** Everything missing. */
  readonly from: Uint8Array;
  /** The visit. */
  readonly to: Uint8Array;
  readonly games: readonly Game[];
}

/** A feature's value and its missing flag. */
const columnsOf = (index: number) => [index, FEATURES.length + index];

/** Each game's worths, by coalition. */
function runReference({ exact }: Model, { from, to, games }: Board): readonly Uint8Array[] {
  return games.map(({ output, players }) =>
    exact.runCoalitions({ from, to, players: players.map(columnsOf), group: output }),
  );
}

/**
 * The same from an engine that runs whole rows; null when it fails or gives a whole group other integers than
 * the reference.
 */
async function runEngine(model: Model, engine: Engine, board: Board): Promise<readonly Uint8Array[] | null> {
  const { to, games } = board;
  const rows = encodeCoalitions(board);
  const count = rows.length / to.length;
  const outputs = await runSafely(engine, rows, count);
  const groups = GROUP_NAMES.length;
  if (outputs?.length !== count * groups) return null;
  const worths = games.map((game) =>
    Uint8Array.from({ length: countCoalitions(game) }, (_, row) => outputs[row * groups + game.output] ?? 0),
  );
  const whole = model.exact.run(to, 1);
  const agree = games.every(
    ({ output }, game) => worths[game]?.[0] === model.empty[output] && worths[game]?.at(-1) === whole[output],
  );
  return agree ? worths : null;
}

const countCoalitions = ({ players }: Game) => 2 ** players.length;

/**
 * Row S is coalition S of every group at once (bit p: player p is present). Groups do not mix, so one batch
 * of at most 512 rows has all coalitions of all groups. A group with fewer players uses the first rows only.
 */
function encodeCoalitions({ from, to, games }: Board): Uint8Array {
  const width = to.length;
  const rows = new Uint8Array(Math.max(1, ...games.map(countCoalitions)) * width);
  for (let at = 0; at < rows.length; at += width) rows.set(from, at);
  for (const game of games) {
    game.players.forEach((index, player) => {
      for (let row = 0; row < countCoalitions(game); row++) {
        if (((row >> player) & 1) === 0) continue;
        for (const column of columnsOf(index)) rows[row * width + column] = to[column] ?? 0;
      }
    });
  }
  return rows;
}
