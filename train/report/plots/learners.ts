import * as Plot from '@observablehq/plot';
import { MAIN_HORIZON, MODALITIES } from '../../evaluate/results.ts';
import type { Figure } from '../../evaluate/study.ts';
import type { Report } from '../report.ts';
import { studyFor } from '../select.ts';
import { draw, INK, LEARNER_INK } from './draw.ts';

interface Point extends Figure {
  readonly what: string;
  readonly who: string;
  readonly of: 'mean' | 'worst';
}

/** Mean and worst AUC over families left out, for every learner on the same features. */
export function learnerPlot(report: Report): string {
  const points = MODALITIES.flatMap((modality) =>
    LEARNER_INK.domain.flatMap((learner) => {
      const horizon = MAIN_HORIZON[modality];
      const study = studyFor(report, { learner, modality, horizon, view: 'shape', among: 'compared' });
      return study === undefined ? [] : pair(study, `${modality}, ${horizon}`, learner);
    }),
  );
  return dots(points, { title: 'AUC by learner', color: LEARNER_INK });
}

/** The same with every feature and without those that read a clock. */
export function ablationPlot(report: Report): string {
  const points = MODALITIES.flatMap((modality) =>
    (['all', 'timeless'] as const).flatMap((features) => {
      const study = studyFor(report, { modality, horizon: MAIN_HORIZON[modality], view: 'shape', features });
      const who = features === 'all' ? 'every feature' : 'without a clock';
      return study === undefined ? [] : pair(study, `${modality}, ${MAIN_HORIZON[modality]}`, who);
    }),
  );
  const color = { domain: ['every feature', 'without a clock'], range: [INK.ours, INK.scripts] };
  return dots(points, { title: 'AUC with and without time', color });
}

const pair = (
  study: Readonly<Record<Point['of'], { readonly auc: Figure }>>,
  what: string,
  who: string,
): Point[] => (['mean', 'worst'] as const).map((of) => ({ what, who, of, ...study[of].auc }));

function dots(
  points: readonly Point[],
  { title, color }: { readonly title: string; readonly color: Pick<Plot.ScaleOptions, 'domain' | 'range'> },
): string {
  const whats = [...new Set(points.map(({ what }) => what))];
  const whos = [...new Set(points.map(({ who }) => who))];
  return draw(
    {
      width: 1030,
      height: 44 + whats.length * (20 + 26 * whos.length),
      marginLeft: 120,
      marginRight: 110,
      color,
      x: { domain: [0.3, 1], label: 'AUC: filled mean, hollow worst family →', grid: true },
      y: { label: null, domain: whos, tickSize: 0 },
      fy: { label: null, domain: whats, padding: 0.2 },
      marks: [
        Plot.ruleY(points, {
          fy: 'what',
          y: 'who',
          x1: (p: Point) => Math.max(0.3, p.low),
          x2: 'high',
          stroke: 'who',
          strokeWidth: 2,
          strokeOpacity: 0.5,
        }),
        Plot.dot(
          points.filter(({ of }) => of === 'mean'),
          { fy: 'what', y: 'who', x: 'value', fill: 'who', r: 5 },
        ),
        Plot.dot(
          points.filter(({ of }) => of === 'worst'),
          {
            fy: 'what',
            y: 'who',
            x: (p: Point) => Math.max(0.3, p.value),
            stroke: 'who',
            fill: 'var(--paper)',
            r: 4.5,
            strokeWidth: 2,
          },
        ),
      ],
    },
    title,
  );
}
