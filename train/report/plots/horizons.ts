import * as Plot from '@observablehq/plot';
import type { Modality } from '../../data/row.ts';
import type { Report } from '../report.ts';
import { draw, INK } from './draw.ts';

const SECONDS = ['5s', '15s', '30s', 'whole'] as const;

/** Mean AUC over families left out as a session grows, one line a group. */
export function horizonPlot({ protocol }: Report, modality: Modality): string {
  const points = protocol.studies
    .filter(
      (item) =>
        item.learner === 'additive' &&
        item.features === 'all' &&
        item.among === 'all' &&
        item.modality === modality,
    )
    .filter(({ horizon }) => SECONDS.some((name) => name === horizon))
    .map(({ view, horizon, study }) => ({ view, horizon, ...study.mean.auc }))
    .filter(({ value }) => Number.isFinite(value));
  const views = [...new Set(points.map(({ view }) => view))];
  const groups: readonly string[] = views.filter((view) => view !== 'fused' && view !== 'shape');
  return draw(
    {
      width: 306,
      height: 280,
      marginLeft: 44,
      marginRight: 58,
      grid: true,
      x: { type: 'point', domain: [...SECONDS], label: null },
      y: { label: '↑ AUC, mean of families left out', domain: [0.5, 1] },
      marks: [
        Plot.line(
          points.filter(({ view }) => groups.includes(view)),
          { x: 'horizon', y: 'value', z: 'view', stroke: INK.soft, strokeWidth: 1.5 },
        ),
        Plot.areaY(
          points.filter(({ view }) => view === 'fused'),
          { x: 'horizon', y1: 'low', y2: 'high', fill: INK.ours, fillOpacity: 0.15 },
        ),
        Plot.line(
          points.filter(({ view }) => view === 'fused'),
          { x: 'horizon', y: 'value', stroke: INK.ours, strokeWidth: 2.5 },
        ),
        Plot.text(labelsOf(points), {
          x: 'horizon',
          y: 'at',
          text: 'view',
          textAnchor: 'start',
          dx: 6,
        }),
      ],
    },
    `AUC as a session grows, ${modality}`,
  );
}

/** Least distance of two names, in AUC, so that they can be read. */
const APART = 0.028;

/** The lines' names at their right ends, pushed down where they would overlap. */
function labelsOf(
  points: readonly { readonly view: string; readonly horizon: string; readonly value: number }[],
) {
  const ends = points.filter(({ view, horizon }) => horizon === 'whole' && view !== 'shape');
  let last = Number.POSITIVE_INFINITY;
  return [...ends]
    .sort((a, b) => b.value - a.value)
    .map(({ view, horizon, value }) => {
      last = Math.min(value, last - APART);
      return { view, horizon, at: last };
    });
}
