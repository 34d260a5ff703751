import type { Figure, Figures } from '../evaluate/study.ts';
import { area, percent } from './format.ts';
import type { Report } from './report.ts';
import { studyFor } from './select.ts';

/** A target (`features.md` §1 and the issue), and whether it was reached. */
export interface Target {
  readonly name: string;
  readonly wanted: string;
  readonly reached: string;
  /** Null where nothing measured it here. */
  readonly met: boolean | null;
  /** The most likely reason, where it is missed or not measured. */
  readonly reason: string;
}

const mark = (figure: Figure | undefined, format: (value: number) => string): string =>
  figure === undefined || !Number.isFinite(figure.value)
    ? 'not measured'
    : figure.low === figure.high
      ? format(figure.value)
      : `${format(figure.value)} (${format(figure.low)} – ${format(figure.high)})`;

interface Wanted {
  readonly name: string;
  readonly least?: number;
  readonly most?: number;
  readonly format: (value: number) => string;
  readonly reason: string;
}

function target({ name, least, most, format, reason }: Wanted, figure: Figure | undefined): Target {
  const value = figure?.value ?? Number.NaN;
  const met = Number.isFinite(value) ? value >= (least ?? -Infinity) && value <= (most ?? Infinity) : null;
  const wanted = least === undefined ? `≤ ${format(most ?? 0)}` : `≥ ${format(least)}`;
  return { name, wanted, reached: mark(figure, format), met, reason: met === true ? '' : reason };
}

/** Interval of a figure's size, whatever its sign. */
function magnitude({ value, low, high }: Figure): Figure {
  const ends = [Math.abs(low), Math.abs(high)];
  return {
    value: Math.abs(value),
    low: low < 0 && high > 0 ? 0 : Math.min(...ends),
    high: Math.max(...ends),
  };
}

const exactly = (value: number): Figure => ({ value, low: value, high: value });

/** Every figure to reach, in the order of the documents that ask for it. */
export function targetsOf(report: Report): Target[] {
  return [...movement(report), ...rest(report), ...neighbours(report)];
}

function movement(report: Report): Target[] {
  const at = (horizon: '3 strokes' | '10 strokes', key: 'mean' | 'worst'): Figures | undefined =>
    studyFor(report, { modality: 'pointer', horizon, view: 'shape' })?.[key];
  const few =
    'three strokes are few for medians over a session; families made from people’s own strokes are near invisible to shape';
  const copies =
    'held down by families made from people’s own strokes (see the bars); replayed movement cannot be told by shape at all';
  return [
    target(
      { name: 'pointer, 3 strokes, unseen family: AUC, mean', least: 0.95, format: area, reason: few },
      at('3 strokes', 'mean')?.auc,
    ),
    target(
      { name: 'pointer, 3 strokes, unseen family: AUC, worst', least: 0.85, format: area, reason: few },
      at('3 strokes', 'worst')?.auc,
    ),
    target(
      { name: 'pointer, 10 strokes, unseen family: AUC, mean', least: 0.99, format: area, reason: copies },
      at('10 strokes', 'mean')?.auc,
    ),
    target(
      {
        name: 'pointer, 10 strokes: caught at 1 % of people, mean',
        least: 0.95,
        format: percent,
        reason: copies,
      },
      at('10 strokes', 'mean')?.caughtAt1,
    ),
    target(
      {
        name: 'pointer, 10 strokes: caught at 1 % of people, worst',
        least: 0.8,
        format: percent,
        reason: copies,
      },
      at('10 strokes', 'worst')?.caughtAt1,
    ),
  ];
}

function rest({ protocol, examined, product: { parameters, onnx } }: Report): Target[] {
  const strangers = protocol.strangers.filter(
    (item) => item.learner === 'additive' && item.view === 'fused' && item.horizon === 'whole',
  );
  const keys = studyFor({ protocol }, { modality: 'keys', horizon: 'whole', view: 'shape' });
  const cost = examined.int8.cost;
  return [
    ...strangers.map(({ source, nominal }) =>
      target(
        {
          name: `people of ${source}, a recorder never fitted: false alarms at the nominal 1 %`,
          most: 0.02,
          format: percent,
          reason:
            'a threshold from one recorder’s people does not carry to another’s; the product takes the worst of all recorders, and a floor',
        },
        nominal.mean.falseAlarms,
      ),
    ),
    target(
      {
        name: 'typing, unseen family: AUC, mean',
        least: 0.973,
        format: area,
        reason:
          'rhythms resampled from people’s own keys are near invisible; one recorder of seventeen people',
      },
      keys?.mean.auc,
    ),
    target(
      { name: 'parameters', most: 20_000, format: String, reason: 'the network has grown' },
      exactly(parameters),
    ),
    target(
      { name: 'model, bytes', most: 60_000, format: String, reason: 'the network has grown' },
      exactly(onnx.length),
    ),
    target(
      {
        name: 'int8 against real numbers, AUC lost or gained',
        most: 0.001,
        format: (value) => value.toFixed(4),
        reason: 'rounding of activations',
      },
      magnitude(cost),
    ),
    target(
      {
        name: 'deleting top features against random ones, area',
        least: 0.3,
        format: area,
        reason: 'contributions are spread over many features of like weight',
      },
      exactly(examined.deletion.scripts.gap),
    ),
    target(
      {
        name: 'expected calibration error, families of the fit',
        most: 0.03,
        format: area,
        reason: 'calibrated on families held out, so known ones are scored too low',
      },
      examined.reliability.error,
    ),
    target(
      {
        name: 'expected calibration error, families never fitted',
        most: 0.03,
        format: area,
        reason: 'unseen families are not alike',
      },
      protocol.unseenReliability.error,
    ),
  ];
}

function neighbours({ tools, neighbours: { cohorts } }: Report): Target[] {
  const least = (values: readonly number[] | undefined): Figure | undefined =>
    values === undefined ? undefined : exactly(Math.min(...values));
  const most = (values: readonly number[] | undefined): Figure | undefined =>
    values === undefined ? undefined : exactly(Math.max(...values));
  const run = (command: string): string => `\`npm run lab -- ${command}\` has not been run here`;
  const worst = tools?.reduce((a, b) => (b.all.high < a.all.high ? b : a));
  const loud = cohorts?.reduce((a, b) => (b.medium > a.medium ? b : a));
  const loudest = cohorts?.reduce((a, b) => (b.high > a.high ? b : a));
  return [
    target(
      {
        name: 'tools in a real browser: sessions `high`, worst tool',
        least: 0.95,
        format: percent,
        reason:
          worst === undefined
            ? run('bots')
            : `${worst.tool}, of ${worst.sessions} sessions; too few recorded to tell 95 % from 75 %`,
      },
      least(tools?.map(({ all }) => all.high)),
    ),
    target(
      {
        name: 'kinds of people: sessions `high`, worst kind',
        most: 0.01,
        format: percent,
        reason:
          loudest === undefined ? run('cohorts') : `${loudest.kind}; built from recordings, never fitted`,
      },
      most(cohorts?.map(({ high }) => high)),
    ),
    target(
      {
        name: 'kinds of people: sessions `medium` or above, worst kind',
        most: 0.05,
        format: percent,
        reason: loud === undefined ? run('cohorts') : loud.kind,
      },
      most(cohorts?.map(({ medium }) => medium)),
    ),
  ];
}
