import { type Counts, cellOf, FULL_SESSIONS, type Share } from '../cell.ts';
import { liveName } from '../live/actors.ts';
import { poses } from '../live/poses.ts';
import type { Published } from './published.ts';
import { shareText } from './table.ts';

/** One figure of the report's first table. */
export interface Headline {
  readonly figure: string;
  readonly now: string;
  readonly wanted: string;
  /** `met`, `missed`, or `open`: the interval holds the limit, or too little was measured. */
  readonly outcome: string;
  readonly command: string;
}

const NOT_YET = 'not measured';

/** Visits that got a verdict: what is missing says nothing about the model. */
const judgedOf = ({ sessions, missing }: Counts): number => sessions - missing;
const lowOf = (row: Counts): Share => cellOf({ ...row, sessions: judgedOf(row) }).levels.low;

/** A limit that the whole interval keeps or breaks; where none is wanted, none of 40 seen is enough. */
function within(row: Counts | undefined, limit: number): string {
  if (!row || judgedOf(row) === 0) return 'open';
  const { hits, low, high } = lowOf(row);
  if (limit === 0) return hits > 0 ? 'missed' : judgedOf(row) >= FULL_SESSIONS ? 'met' : 'open';
  if (low > limit) return 'missed';
  return high <= limit ? 'met' : 'open';
}

/**
 * Newcombe's interval at 95 % of the difference of two shares, from their Wilson intervals (Newcombe,
 * Interval estimation for the difference between independent proportions, 1998, method 10).
 */
export function differenceOf(a: Share, b: Share): { readonly low: number; readonly high: number } {
  const difference = a.share - b.share;
  return {
    low: difference - Math.hypot(a.share - a.low, b.high - b.share),
    high: difference + Math.hypot(a.high - a.share, b.share - b.low),
  };
}

/** Two shares at most this far apart, in either direction. */
function apart(a: Counts | undefined, b: Counts | undefined, limit: number): string {
  if (!a || !b) return 'open';
  const { low, high } = differenceOf(lowOf(a), lowOf(b));
  if (low > limit || high < -limit) return 'missed';
  return low >= -limit && high <= limit ? 'met' : 'open';
}

/** The figures by which a release is judged, each from its cell; what is wanted is issue 16's. */
export function headlines({ live, simulated }: Published): Headline[] {
  const text = (row: Counts | undefined): string =>
    row ? `${shareText(lowOf(row))} of ${judgedOf(row)}` : NOT_YET;
  const rowOf = (actor: string, load: 'idle' | 'starved' = 'idle') =>
    live.find((row) => row.actor === actor && row.load === load);
  // The searches of `--quick` find what a live leg with found settings then brings to the shop.
  const command = (name: string) =>
    `npm run redteam -- ${name.includes('-found-') ? '--quick ' : ''}--live 40 --only ${name}`;
  const atMost = (figure: string, actor: string, limit: number): Headline => ({
    figure,
    now: text(rowOf(actor)),
    wanted: limit === 0 ? '0 %' : `≤ ${100 * limit} %`,
    outcome: within(rowOf(actor), limit),
    command: command(actor),
  });
  const [textbook, found] = [liveName('C', 'textbook', 'protocol'), liveName('C', 'found', 'protocol')];
  const system = liveName('C', 'textbook', 'system');
  return [
    atMost('live, textbook checkout by the debugging protocol, `low`, no query, generator C', textbook, 0.2),
    atMost('the same, after 100 queries', found, 0.5),
    atMost('live, by the operating system, generated movement and typing, `low`', system, 0.4),
    ...[textbook, system, 'ghost-cursor-playwright'].map((actor) => ({
      figure: `${actor}: share \`low\`, its process left alone · starved`,
      now: `${text(rowOf(actor))} · ${text(rowOf(actor, 'starved'))}`,
      wanted: '≤ 10 points apart',
      outcome: apart(rowOf(actor), rowOf(actor, 'starved'), 0.1),
      command: command(actor),
    })),
    atMost('agents that press without a move, keys log-normal, `low`', 'presses-without-moves', 0),
    ...(['in-page-events', 'in-page-submit'] as const).map((actor) =>
      atMost(`scripts inside the page that fill and submit (${actor}), \`low\``, actor, 0),
    ),
    atMost('text inserted by the protocol, clicks that jump (cdp-insert-text), `low`', 'cdp-insert-text', 0),
    atMost('two fields, one typed and one set by a script, `low`', 'two-fields-one-typed', 0),
    ...poses
      .flatMap(({ name }) => (rowOf(name) ? name : []))
      .map((name) => ({
        figure: `${name}: share \`low\` · for comparison, the same hand without the pose`,
        now: `${text(rowOf(name))} · ${text(rowOf(textbook))}`,
        wanted: '0 %',
        outcome: within(rowOf(name), 0),
        command: command(name),
      })),
    ...(['protocol', 'system'] as const).flatMap((delivery) =>
      [0, 100].map((budget) => ({
        figure: `simulated, generator C from the textbook, ${delivery}, ${budget} queries, \`low\``,
        now: text(
          simulated.find(
            (row) =>
              row.attacker === 'C' &&
              row.start === 'textbook' &&
              row.delivery === delivery &&
              row.budget === budget,
          ),
        ),
        wanted: '–',
        outcome: '–',
        command: 'npm run redteam -- --quick --only C',
      })),
    ),
  ];
}
