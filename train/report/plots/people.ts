import * as Plot from '@observablehq/plot';
import type { Report } from '../report.ts';
import { draw, INK } from './draw.ts';

/** False alarms among people of a recorder that the fit never saw, at the threshold of the other recorder. */
export function strangersPlot({ protocol }: Report): string {
  const points = protocol.strangers
    .filter(
      ({ view, horizon }) => view === 'shape' && ['15s', '30s', 'whole', '10 strokes'].includes(horizon),
    )
    .map(({ learner, source, horizon, nominal }) => ({
      learner,
      source,
      horizon,
      ...nominal.mean.falseAlarms,
    }));
  const most = Math.max(0.05, ...points.map(({ high }) => high)) * 1.05;
  return draw(
    {
      width: 1030,
      height: 60 + 22 * points.length,
      marginLeft: 170,
      marginRight: 110,
      x: { domain: [0, most], label: 'people flagged at the nominal 1 % →', tickFormat: '.0%', grid: true },
      y: { label: null, tickSize: 0 },
      fy: { label: null },
      marks: [
        Plot.ruleX([0.02], { stroke: INK.scripts, strokeDasharray: '4 3' }),
        Plot.ruleY(points, {
          fy: 'source',
          y: (p: (typeof points)[number]) => `${p.learner}, ${p.horizon}`,
          x1: 'low',
          x2: 'high',
          stroke: INK.people,
          strokeWidth: 2,
        }),
        Plot.dot(points, {
          fy: 'source',
          y: (p: (typeof points)[number]) => `${p.learner}, ${p.horizon}`,
          x: 'value',
          fill: INK.people,
          r: 4.5,
        }),
      ],
    },
    'False alarms among people of a recorder never fitted',
  );
}

export interface Shares {
  readonly name: string;
  readonly high: number;
  /** Without those that are `high`. */
  readonly medium: number;
  readonly unknown: number;
}

const LEVELS = {
  domain: ['high', 'medium', 'low', 'unknown'],
  range: ['var(--high)', 'var(--medium)', 'var(--low)', 'var(--unknown)'],
} as const;

/** Sessions by level, a bar each. */
export function levelsPlot(rows: readonly Shares[], title: string): string {
  const parts = rows.flatMap(({ name, high, medium, unknown }) =>
    Object.entries({ high, medium, low: Math.max(0, 1 - high - medium - unknown), unknown }).map(
      ([level, share]) => ({ name, level, share }),
    ),
  );
  return draw(
    {
      width: 1030,
      height: 50 + 21 * rows.length,
      marginLeft: 230,
      color: LEVELS,
      x: { label: 'sessions →', tickFormat: '.0%', domain: [0, 1] },
      y: { label: null, domain: rows.map(({ name }) => name), tickSize: 0 },
      marks: [
        Plot.barX(parts, {
          y: 'name',
          x: 'share',
          fill: 'level',
          insetTop: 2,
          insetBottom: 2,
          order: LEVELS.domain as unknown as string[],
        }),
      ],
    },
    title,
  );
}
