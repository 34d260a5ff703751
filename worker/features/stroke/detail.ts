import { alongArc, type Line } from '../grid.ts';
import { autocorrelation, correlation, deviation } from '../stats.ts';
import { ARCS } from './shape.ts';

/**
 * Further measures of one stroke, without units: lengths are relative to its path or peak, times to its
 * duration. Together with `Shape` and `Speed` they are the input of the stroke scorer (features.md G3,
 * 36–61).
 */
export interface StrokeDetail {
  /** Turning done in the first, and in the last third of the path. */
  readonly turnEarly: number;
  readonly turnLate: number;
  /** How one-sided the turning is: 1 for an arch, 0 for a wave. */
  readonly turnOneSided: number;
  /** Share of turns below `NO_TURN`. */
  readonly turnless: number;
  /** Correlation of each turn with the next but one. */
  readonly turnAutocorr2: number;
  /** Where the path is farthest from its line, as a share of the path. */
  readonly deviationAt: number;
  /** Angle between the first or last fifth and the whole, rad. */
  readonly startAngle: number;
  readonly endAngle: number;
  /** Mean speed where it turns over mean speed: below 1 for a hand. */
  readonly turnSpeed: number;
  /** Share of the turning done below a third of the top speed. */
  readonly slowTurning: number;
  /** Mean speed over top speed. */
  readonly meanShare: number;
  /** Share of the path after a quarter of the time. */
  readonly quarter: number;
  /** Greatest acceleration over greatest deceleration. */
  readonly pushPull: number;
  /** Logarithm of the dimensionless jerk. */
  readonly jerk: number;
  /** Autocorrelations of acceleration over 33, 100 and 133 ms. */
  readonly acceleration2: number;
  readonly acceleration6: number;
  readonly acceleration8: number;
  /** Share of steps of about the same length as the one before. */
  readonly steady: number;
  /**
   * What smoothing removed, across and along the path, as a share of the mean step; and the autocorrelation
   * of the latter.
   */
  readonly shakeAcross: number;
  readonly shakeAlong: number;
  readonly shakeAlongAutocorr: number;
  /** Correlation of shake and speed. */
  readonly shakeSpeed: number;
}

/*
 * The limits below are chosen, and the trees of `trees-data.ts` were fitted with them: another value needs
 * another fit.
 */
/** A smaller turn from arc to arc, rad, is none. Chosen: half a degree. */
const NO_TURN = 0.01;
/** A path that turns less in all, rad, is straight and has no early, late or one-sided turning. */
const STRAIGHT_RAD = 1e-3;
/** The same for the turns from step to step, which rounding makes larger. */
const STRAIGHT_STEPS_RAD = 1e-2;
/** Below this share of the peak speed the turns of a step are rounding errors, as at the ends of a stroke. */
const STILL = 0.05;
/** Arcs in the fifth of the path whose angle is the start's or the end's. */
const END_ARCS = 5;
/** Steps whose lengths differ by less than this share of the peak are alike. */
const ALIKE = 0.03;
/** Added, as a share of the peak or of the mean step, so that a ratio or logarithm stays finite at 0. */
const FLOOR = 0.02;
/** The same for the dimensionless jerk. */
const JERK_FLOOR = 1e-6;

/** Signed turns between neighbouring pieces, and the length of the piece after each. */
function turnsOf({ x, y }: Line): { turns: number[]; lengths: number[] } {
  const turns: number[] = [];
  const lengths: number[] = [];
  for (let i = 1; i + 1 < x.length; i += 1) {
    const [ax, ay] = [(x[i] ?? 0) - (x[i - 1] ?? 0), (y[i] ?? 0) - (y[i - 1] ?? 0)];
    const [bx, by] = [(x[i + 1] ?? 0) - (x[i] ?? 0), (y[i + 1] ?? 0) - (y[i] ?? 0)];
    turns.push(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
    lengths.push((Math.hypot(ax, ay) + Math.hypot(bx, by)) / 2);
  }
  return { turns, lengths };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + Math.abs(value), 0);

function between({ x, y }: Line, from: number, to: number): number {
  return Math.atan2((y[to] ?? 0) - (y[from] ?? 0), (x[to] ?? 0) - (x[from] ?? 0));
}

/** NaN where fewer than half of the values have a partner at this lag. */
const autocorrelationOf = (values: readonly number[], lag: number): number =>
  values.length > 2 * lag ? autocorrelation(values, lag) : Number.NaN;

const angle = (a: number, b: number): number => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));

/** Residual of the raw grid against the smoothed line, in its own directions, px. */
function shakeOf(line: Line, raw: Line): { across: number[]; along: number[]; speed: number[] } {
  const [across, along, speed]: number[][] = [[], [], []];
  for (let i = 1; i + 1 < line.x.length; i += 1) {
    const [dx, dy] = [
      (line.x[i + 1] ?? 0) - (line.x[i - 1] ?? 0),
      (line.y[i + 1] ?? 0) - (line.y[i - 1] ?? 0),
    ];
    const length = Math.hypot(dx, dy);
    if (!(length > 0)) continue;
    const [ex, ey] = [(raw.x[i] ?? 0) - (line.x[i] ?? 0), (raw.y[i] ?? 0) - (line.y[i] ?? 0)];
    across?.push((ex * dy - ey * dx) / length);
    along?.push((ex * dx + ey * dy) / length);
    speed?.push(length / 2);
  }
  return { across: across ?? [], along: along ?? [], speed: speed ?? [] };
}

export interface Traced {
  /** The smoothed line and its steps. */
  readonly line: Line;
  readonly lengths: Float64Array;
  readonly pathPx: number;
  /** The same points before smoothing. */
  readonly raw: Line;
}

/** Measures what `shapeOf` and `speedOf` leave out. */
export function detailOf({ line, lengths, pathPx, raw }: Traced): StrokeDetail {
  const count = lengths.length;
  const arcs = alongArc(line, lengths, ARCS + 1);
  const { turns } = turnsOf(arcs);
  const turning = total(turns);
  const third = Math.floor(turns.length / 3);
  const whole = between(arcs, 0, ARCS);
  const profile = Array.from(arcs.x, (x, i) => {
    const [dx, dy] = [(arcs.x[ARCS] ?? 0) - (arcs.x[0] ?? 0), (arcs.y[ARCS] ?? 0) - (arcs.y[0] ?? 0)];
    return Math.abs((x - (arcs.x[0] ?? 0)) * dy - ((arcs.y[i] ?? 0) - (arcs.y[0] ?? 0)) * dx);
  });
  const speeds = Array.from(lengths);
  const peak = Math.max(...speeds);
  const local = turnsOf(line);
  const meanStep = pathPx / count;
  const moving = local.turns.map((turn, i) => ((local.lengths[i] ?? 0) > STILL * peak ? Math.abs(turn) : 0));
  const allTurning = total(moving);
  const share = (part: number): number => {
    let way = 0;
    const until = part * count;
    for (let i = 0; i < Math.floor(until); i += 1) way += speeds[i] ?? 0;
    return (way + (until - Math.floor(until)) * (speeds[Math.floor(until)] ?? 0)) / pathPx;
  };
  const accelerations = speeds.slice(1).map((speed, i) => speed - (speeds[i] ?? 0));
  const jerks = accelerations.slice(1).map((a, i) => a - (accelerations[i] ?? 0));
  const shake = shakeOf(line, raw);
  return {
    turnEarly: turning > STRAIGHT_RAD ? total(turns.slice(0, third)) / turning : Number.NaN,
    turnLate: turning > STRAIGHT_RAD ? total(turns.slice(-third)) / turning : Number.NaN,
    turnOneSided: turning > STRAIGHT_RAD ? Math.abs(turns.reduce((a, b) => a + b, 0)) / turning : Number.NaN,
    turnless: turns.filter((turn) => Math.abs(turn) < NO_TURN).length / turns.length,
    turnAutocorr2: turning > STRAIGHT_RAD ? autocorrelation(turns, 2) : Number.NaN,
    deviationAt: profile.indexOf(Math.max(...profile)) / ARCS,
    startAngle: angle(between(arcs, 0, END_ARCS), whole),
    endAngle: angle(between(arcs, ARCS - END_ARCS, ARCS), whole),
    turnSpeed:
      allTurning > STRAIGHT_STEPS_RAD
        ? moving.reduce((sum, turn, i) => sum + turn * (local.lengths[i] ?? 0), 0) / allTurning / meanStep
        : Number.NaN,
    slowTurning:
      allTurning > STRAIGHT_STEPS_RAD
        ? moving.reduce((sum, turn, i) => sum + ((local.lengths[i] ?? 0) < peak / 3 ? turn : 0), 0) /
          allTurning
        : Number.NaN,
    meanShare: meanStep / peak,
    quarter: share(0.25),
    pushPull: Math.log(
      (Math.max(...accelerations) + FLOOR * peak) / (FLOOR * peak - Math.min(...accelerations)),
    ),
    jerk:
      Math.log(JERK_FLOOR + jerks.reduce((sum, j) => sum + j * j, 0) * (count ** 5 / pathPx ** 2)) /
      Math.LN10,
    acceleration2: autocorrelation(accelerations, 2),
    acceleration6: autocorrelationOf(accelerations, 6),
    acceleration8: autocorrelationOf(accelerations, 8),
    steady: accelerations.filter((a) => Math.abs(a) < ALIKE * peak).length / accelerations.length,
    shakeAcross: Math.log(FLOOR + deviation(shake.across) / meanStep),
    shakeAlong: Math.log(FLOOR + deviation(shake.along) / meanStep),
    shakeAlongAutocorr: autocorrelation(shake.along, 1),
    shakeSpeed: correlation(shake.across.map(Math.abs), shake.speed),
  };
}
