import type { Reliability } from '../../decide/index.ts';
import { type Html, html } from '../html.ts';
import { axes, PLOT, square } from './curves.ts';

/** Radius of the point of a tenth of the weight, in units of the drawing. */
const RADIUS = 5;

/** What p said of labelled visits, against the share of fraud among them: on the diagonal both agree. */
export function reliabilityChart(before: Reliability, after: Reliability): Html {
  const [from, to] = [square(0, 0), square(1, 1)];
  return html`<svg class="plot" viewBox="0 0 ${PLOT.width} ${PLOT.height}" role="img" aria-label="Reliability diagram">
  ${axes({ xName: 'p, as it was said', yName: 'fraud' })}
  ${[0, 0.5, 1].map((p) => html`<text class="mark-x" x="${square(p, 0)[0]}" y="${PLOT.foot}">${p}</text>`)}
  <line class="diagonal" x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"/>
  ${points(before, 'was')}${points(after, 'would')}
</svg>`;
}

/** Before as rings, after as discs: they differ without their colour. */
function points({ bins }: Reliability, kind: 'was' | 'would'): Html {
  return html`${bins.map(({ p, rate }) => {
    const [x, y] = square(p, rate);
    return html`<circle class="${kind}" cx="${x}" cy="${y}" r="${RADIUS}"/>`;
  })}`;
}
