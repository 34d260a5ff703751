import * as Plot from '@observablehq/plot';
import type { Modality } from '../../data/row.ts';
import type { Report } from '../report.ts';
import { draw, INK, LEARNER_INK, logOdds } from './draw.ts';

const TICKS = [0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99].map(logOdds);
const show = (value: number): string => `${Number((100 / (1 + Math.exp(-value))).toPrecision(2))} %`;

/** Misses against false alarms, mean of all families left out; a curve per learner. */
export function detPlot({ protocol }: Report, modality: Modality): string {
  const curves = protocol.det.filter((curve) => curve.modality === modality);
  const points = curves.flatMap(({ learner, points }) =>
    points.map(({ falseAlarms, missed }) => ({ learner, x: logOdds(falseAlarms), y: logOdds(missed) })),
  );
  const domain = [logOdds(0.001), logOdds(0.99)];
  return draw(
    {
      width: 306,
      height: 320,
      marginLeft: 48,
      marginBottom: 40,
      grid: true,
      color: LEARNER_INK,
      x: {
        label: 'people flagged →',
        domain: [domain[0] ?? 0, logOdds(0.5)],
        ticks: TICKS.filter((tick) => tick <= 0),
        tickFormat: show,
      },
      y: { label: '↑ scripts missed', domain, ticks: TICKS, tickFormat: show },
      marks: [
        Plot.ruleX([logOdds(0.01)], { stroke: INK.soft, strokeDasharray: '3 3' }),
        Plot.line(points, {
          x: 'x',
          y: 'y',
          stroke: 'learner',
          strokeWidth: (point: { readonly learner: string }) => (point.learner === 'additive' ? 2.5 : 1.5),
          z: 'learner',
          curve: 'monotone-x',
        }),
      ],
    },
    `Misses against false alarms, ${modality}`,
  );
}
