import type { Random } from '../../random.ts';
import { clampUnit, minimumJerk } from '../ease.ts';
import { beside, type Point, type PointerFamily, type Task } from '../family.ts';
import { type ComposedPerson, drawPerson } from './person.ts';

/** Share of a movement's way after a share of its time. */
type Bell = (u: number) => number;

/** How one movement's speed rises and falls. */
export type BellLaw = (person: ComposedPerson, random: Random) => Bell;

/** Minimum jerk in a time that runs unevenly, so that the peak comes early or late. */
export const warpedBell: BellLaw = ({ bell }, random) => {
  const peak = Math.min(0.75, Math.max(0.12, random.normal(bell.peak, bell.peakSigma)));
  const power = Math.log(0.5) / Math.log(peak);
  return (u) => minimumJerk(clampUnit(u) ** power);
};

/** The impulse of the kinematic theory: log-normal in time. */
export const impulseBell: BellLaw = ({ bell }, random) => {
  const sigma = bell.sigma * random.uniform(0.9, 1.1);
  const mode = Math.min(0.75, Math.max(0.12, random.normal(bell.peak, bell.peakSigma)));
  const mu = Math.log(mode) + sigma * sigma;
  const until = (u: number) => (u <= 0 ? 0 : 1 / (1 + Math.exp(-1.702 * ((Math.log(u) - mu) / sigma))));
  const all = until(1);
  return (u) => until(clampUnit(u)) / all;
};

/** Rise and fall of their own lengths, with a plateau between them. */
export const plateauBell: BellLaw = ({ bell }, random) => {
  const rise = Math.min(0.7, Math.max(0.1, random.normal(bell.peak, bell.peakSigma)));
  const flat = bell.sigma * 0.4 * random.uniform(0, 1);
  const fall = Math.max(0.1, 1 - rise - flat);
  const area = rise / 2 + flat + fall / 2;
  return (share) => {
    const u = clampUnit(share) * (rise + flat + fall);
    // The integral of a raised cosine on both sides.
    const up = Math.min(u, rise);
    const start = up / 2 - (rise / (2 * Math.PI)) * Math.sin((Math.PI * up) / rise);
    const top = Math.min(Math.max(0, u - rise), flat);
    const down = Math.max(0, u - rise - flat);
    const end = down / 2 + (fall / (2 * Math.PI)) * Math.sin((Math.PI * down) / fall);
    return clampUnit((start + top + end) / area);
  };
};

interface Piece {
  /** ms. */
  readonly from: number;
  readonly ms: number;
  /** Share of the way, and px beside it. */
  readonly along: number;
  readonly side: number;
  readonly bell: Bell;
}

/** Farther from the target, px, a movement is corrected. */
const NEAR_PX = 3;
const MOST_PIECES = 5;
/** Size of a target where nobody says it, px. */
const TARGET_PX = 30;

function durationOf({ pace, duration }: ComposedPerson, task: Task, random: Random): number {
  const { law, startMs, slopeMs, steep, sigma } = duration;
  const human = (task.human.t.at(-1) ?? 0) - (task.human.t[0] ?? 0);
  const ms = {
    fitts: startMs + slopeMs * Math.log2(task.distance / TARGET_PX + 1),
    power: startMs + (slopeMs / 8) * Math.sqrt(task.distance),
    person: human / pace,
  }[law];
  const vertical = Math.abs(task.to[1] - task.from[1]) / (task.distance || 1);
  return Math.min(3500, Math.max(60, pace * ms * (1 + steep * vertical) * Math.exp(random.normal(0, sigma))));
}

/** A movement that misses, and corrections that overlap it or come after a rest, until it is near. */
function piecesOf(person: ComposedPerson, task: Task, { random, law }: Manner): Piece[] {
  const { aim } = person;
  const pieces: Piece[] = [];
  let [ms, from, left, side] = [durationOf(person, task, random), 0, 1, 0];
  while (pieces.length < MOST_PIECES) {
    const off = Math.hypot(left * task.distance, side);
    const last = pieces.length === MOST_PIECES - 1 || (pieces.length > 0 && off < 4 * NEAR_PX);
    const miss = last ? 0 : random.normal(aim.short, aim.shortSigma);
    const aside = last ? -side : -side + random.normal(0, aim.shortSigma * 0.5) * left * task.distance;
    pieces.push({ from, ms, along: left * (1 - miss), side: aside, bell: law(person, random) });
    left *= miss;
    side += aside;
    if (Math.hypot(left * task.distance, side) < NEAR_PX) break;
    from += random.chance(aim.rests) ? ms + random.logNormal(aim.restMs, 0.3) : ms * aim.overlap;
    ms = Math.max(50, ms * aim.correction * random.logNormal(1, 0.15));
  }
  return pieces;
}

interface Manner {
  readonly random: Random;
  readonly law: BellLaw;
}

/** Movements of a composed person, whose bells follow one law. */
export const composedPointer = (law: BellLaw): PointerFamily => ({
  create(random, own) {
    const person = drawPerson(own);
    const { path } = person;
    const turn = own.uniform(0, 2 * Math.PI);
    return (task) => {
      const pieces = piecesOf(person, task, { random, law });
      const duration = Math.max(...pieces.map(({ from, ms }) => from + ms));
      const angle = Math.atan2(task.to[1] - task.from[1], task.to[0] - task.from[0]);
      const bow =
        task.distance *
        (path.bow + path.bowByAngle * Math.sin(angle + turn) + random.normal(0, path.bowSigma));
      const phase = random.uniform(0, 2 * Math.PI);
      let [drift, before] = [0, 0];
      return {
        duration,
        at(ms): Point {
          let [along, side] = [0, 0];
          for (const piece of pieces) {
            const share = piece.bell((ms - piece.from) / piece.ms);
            along += piece.along * share;
            side += piece.side * share;
          }
          // The same for any beat of the recorder: drift forgets half of itself in 60 ms.
          const kept = 0.5 ** (Math.max(0, ms - before) / 60);
          drift = kept * drift + random.normal(0, path.driftPx * Math.sqrt(1 - kept * kept));
          before = ms;
          const wave = Math.sin(phase + (2 * Math.PI * path.tremorHz * ms) / 1000);
          const shake = path.tremorPx * (wave + random.normal(0, 0.3)) + drift;
          const settle = Math.min(1, 4 * (1 - ms / duration));
          const first = minimumJerk(clampUnit(ms / (pieces[0]?.ms ?? 1)));
          return ms >= duration
            ? task.to
            : beside(task, along, side + bow * 4 * first * (1 - first) + shake * settle);
        },
      };
    };
  },
});
