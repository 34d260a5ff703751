import * as Plot from '@observablehq/plot';
import type { Deletion } from '../../evaluate/deletion.ts';
import type { Reliability } from '../../evaluate/reliability.ts';
import { draw, INK } from './draw.ts';

/** Calibrated score against the share of scripts; a dot's area is how much weight has that score. */
export function reliabilityPlot({ bins }: Reliability, title: string): string {
  return draw(
    {
      width: 340,
      height: 340,
      marginLeft: 44,
      marginBottom: 40,
      grid: true,
      x: { domain: [0, 1], label: 'score →' },
      y: { domain: [0, 1], label: '↑ share of scripts' },
      r: { range: [2, 22], domain: [0, 1] },
      marks: [
        Plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: INK.soft, strokeDasharray: '4 4' },
        ),
        Plot.line(bins, { x: 'score', y: 'scripts', stroke: INK.ours, strokeWidth: 1.5 }),
        Plot.dot(bins, {
          x: 'score',
          y: 'scripts',
          r: 'weight',
          fill: INK.ours,
          fillOpacity: 0.35,
          stroke: INK.ours,
        }),
      ],
    },
    title,
  );
}

/** How far the logit has moved as features are deleted: strongest first, and at random. */
export function deletionPlot({ deleted, top, random }: Deletion, title: string): string {
  const rows = deleted.map((share, i) => ({ share, top: top[i] ?? 1, random: random[i] ?? 1 }));
  return draw(
    {
      width: 340,
      height: 300,
      marginLeft: 44,
      marginBottom: 40,
      grid: true,
      x: { domain: [0, 1], label: 'features deleted →', tickFormat: '.0%' },
      y: { domain: [0, 1], label: '↑ evidence gone', tickFormat: '.0%' },
      marks: [
        Plot.areaY(rows, { x: 'share', y1: 'random', y2: 'top', fill: INK.ours, fillOpacity: 0.15 }),
        Plot.line(rows, { x: 'share', y: 'random', stroke: INK.soft, strokeWidth: 2 }),
        Plot.line(rows, { x: 'share', y: 'top', stroke: INK.ours, strokeWidth: 2.5 }),
      ],
    },
    title,
  );
}
