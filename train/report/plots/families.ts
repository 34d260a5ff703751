import * as Plot from '@observablehq/plot';
import type { FamilyFigures, Study } from '../../evaluate/study.ts';
import { draw, INK } from './draw.ts';

interface Bar {
  readonly family: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly other: number;
}

/** Families in order of AUC, the hardest at the bottom. */
const sorted = ({ families }: Study): FamilyFigures[] =>
  [...families].sort((a, b) => b.auc.value - a.auc.value);

/**
 * AUC of each family left out, with its interval; the tick is the same against people of the script's own
 * recorder.
 */
export function familyAreas(study: Study): string {
  const rows = sorted(study).map(({ family, auc, sameRecorder }) => ({
    family,
    ...auc,
    other: sameRecorder,
  }));
  return bars(rows, {
    from: 0.4,
    label: 'AUC →',
    format: (value) => value.toFixed(1),
    title: 'AUC of each family',
  });
}

/** Share of each family caught; the tick is what 1 % of the very people reported would allow. */
export function familyCatches(study: Study): string {
  const rows = sorted(study).map(({ family, caught, caughtAt1 }) => ({
    family,
    ...caught,
    other: caughtAt1.value,
  }));
  return bars(rows, {
    from: 0,
    label: 'caught →',
    format: (value) => `${Math.round(100 * value)} %`,
    title: 'Share of each family caught',
  });
}

function bars(
  rows: readonly Bar[],
  {
    from,
    label,
    format,
    title,
  }: {
    readonly from: number;
    readonly label: string;
    readonly format: (value: number) => string;
    readonly title: string;
  },
): string {
  return draw(
    {
      width: 485,
      height: 46 + 21 * rows.length,
      marginLeft: 150,
      marginRight: 14,
      x: { domain: [from, 1], label, grid: true, tickFormat: format },
      y: { label: null, domain: rows.map(({ family }) => family), tickSize: 0 },
      marks: [
        Plot.barX(rows, {
          y: 'family',
          x1: from,
          x2: 'value',
          fill: INK.ours,
          fillOpacity: 0.75,
          insetTop: 3,
          insetBottom: 3,
          rx: 2,
        }),
        Plot.ruleY(rows, {
          y: 'family',
          x1: (row: Bar) => Math.max(from, row.low),
          x2: 'high',
          strokeWidth: 1.5,
        }),
        Plot.tickX(rows, {
          y: 'family',
          x: (row: Bar) => Math.max(from, row.other),
          stroke: INK.scripts,
          strokeWidth: 2,
          insetTop: 1,
          insetBottom: 1,
        }),
      ],
    },
    title,
  );
}
