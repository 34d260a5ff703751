import { type Curve, logitAt } from '../../decide/index.ts';
import { type Html, html } from '../html.ts';

const WIDTH = 360;
const HEIGHT = 256;
const LEFT = 40;
const BOTTOM = 36;
/** Room for the name of the axis. */
const TOP = 24;
/** Ends of the range over which a curve may move (decide.md §8). */
const RANGE = [-8, 8] as const;
const STEPS = 64;

const x = (z: number): number => LEFT + ((z - RANGE[0]) / (RANGE[1] - RANGE[0])) * (WIDTH - LEFT - 8);
const y = (p: number): number => TOP + (1 - p) * (HEIGHT - BOTTOM - TOP);
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const places = Array.from(
  { length: STEPS + 1 },
  (_, step) => RANGE[0] + (step / STEPS) * (RANGE[1] - RANGE[0]),
);

const lineOf = (curve: Curve, shift = 0): readonly string[] =>
  places.map((z) => `${x(z).toFixed(1)},${y(sigmoid(logitAt(curve, z) + shift)).toFixed(1)}`);

interface Curves {
  /** In force. */
  readonly before: Curve;
  /** Proposed; null where nothing is. */
  readonly after: Curve | null;
  /** What the labels ask for, without a bound; null where nothing is proposed. */
  readonly fit: Curve | null;
}

/** From the score to the probability of fraud: in force, with how far it may move in a day, and proposed. */
export function curveChart({ before, after, fit }: Curves, boundOfDay: number): Html {
  const band = [...lineOf(before, boundOfDay), ...lineOf(before, -boundOfDay).toReversed()];
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Curves from the score to the probability of fraud">
  ${axes({ xName: 'sum of logits', yName: 'p' })}
  ${[-8, -4, 0, 4, 8].map((z) => html`<text class="mark-x" x="${x(z)}" y="${HEIGHT - BOTTOM + 15}">${z < 0 ? `−${-z}` : z}</text>`)}
  <polygon class="bound" points="${band.join(' ')}"/>
  ${fit && html`<polyline class="fit" points="${lineOf(fit).join(' ')}"/>`}
  <polyline class="was" points="${lineOf(before).join(' ')}"/>
  ${after && html`<polyline class="would" points="${lineOf(after).join(' ')}"/>`}
</svg>`;
}

interface AxisNames {
  readonly xName: string;
  readonly yName: string;
}

/** A frame with p from 0 to 1 upwards. */
export function axes({ xName, yName }: AxisNames): Html {
  return html`${[0, 0.25, 0.5, 0.75, 1].map(
    (p) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(p)}" y2="${y(p)}"/>
  ${p % 0.5 === 0 ? html`<text class="mark-y" x="${LEFT - 7}" y="${y(p) + 4}">${p}</text>` : ''}`,
  )}
  <text class="name" x="${WIDTH - 8}" y="${HEIGHT - 4}">${xName}</text><text class="name-y" x="${LEFT - 22}" y="11">${yName}</text>`;
}

/** Where a share lies on both axes of a diagram from 0 to 1. */
export const square = (share: number, rate: number): readonly [x: string, y: string] => [
  (LEFT + share * (WIDTH - LEFT - 8)).toFixed(1),
  y(rate).toFixed(1),
];

export const PLOT = { width: WIDTH, height: HEIGHT, foot: HEIGHT - BOTTOM + 15 } as const;
