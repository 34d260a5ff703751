import type { Random } from '../../../../train/random.ts';
import { gamma } from '../../gamma.ts';
import type { Box, Generator, Hand, Keystroke, Pause, Point, Sample, Setting, Turn } from './hand.ts';
import { type Alternation, alternationOf, fingerOf } from './keyboard.ts';
import { named } from './settings.ts';
import { strike, withMistakes } from './strike.ts';

/**
 * Movement by the sigma-lognormal model (Plamondon, Biological Cybernetics 72, 1995) with its published
 * ranges; durations by the square-root law (Meyer et al., Psychological Review 95, 1988); typing by gamma
 * laws and by which hand and finger strikes (Salthouse, Psychological Bulletin 99, 1986). Nobody trains on
 * this generator, and it shares no line of its mathematics with B.
 */
const SETTINGS = [
  { name: 'vigour', low: 0.5, high: 2, textbook: 1, log: true },
  { name: 'reactMs', low: 20, high: 300, textbook: 90, log: true },
  { name: 'rootMs', low: 40, high: 350, textbook: 140, log: true },
  { name: 'timeCv', low: 0.02, high: 0.5, textbook: 0.15, log: true },
  { name: 'sigma', low: 0.1, high: 0.6, textbook: 0.28, log: true },
  { name: 'sigmaCv', low: 0.01, high: 0.5, textbook: 0.15, log: true },
  { name: 'primaryShare', low: 0.75, high: 1.15, textbook: 0.94 },
  { name: 'primaryCv', low: 0.005, high: 0.15, textbook: 0.05, log: true },
  { name: 'secondDelay', low: 0.35, high: 1, textbook: 0.65 },
  { name: 'secondMs', low: 60, high: 500, textbook: 200, log: true },
  { name: 'arc', low: 0, high: 0.8, textbook: 0.2 },
  { name: 'arcSpread', low: 0.01, high: 0.5, textbook: 0.15, log: true },
  { name: 'noise', low: 0.002, high: 0.12, textbook: 0.03, log: true },
  { name: 'noiseMs', low: 10, high: 250, textbook: 60, log: true },
  { name: 'scatter', low: 0.02, high: 0.2, textbook: 0.08, log: true },
  { name: 'settleMs', low: 20, high: 600, textbook: 160, log: true },
  { name: 'settleCv', low: 0.05, high: 1.2, textbook: 0.5, log: true },
  { name: 'clickMs', low: 25, high: 250, textbook: 95, log: true },
  { name: 'clickCv', low: 0.02, high: 0.7, textbook: 0.2, log: true },
  { name: 'holdMs', low: 30, high: 200, textbook: 100, log: true },
  { name: 'holdCv', low: 0.02, high: 0.8, textbook: 0.25, log: true },
  { name: 'fingerSpread', low: 0, high: 0.5, textbook: 0.12 },
  { name: 'gapMs', low: 50, high: 500, textbook: 165, log: true },
  { name: 'gapCv', low: 0.05, high: 1.3, textbook: 0.4, log: true },
  { name: 'alternationGain', low: 0.5, high: 1.2, textbook: 0.85 },
  { name: 'fingerCost', low: 0.8, high: 2.5, textbook: 1.35, log: true },
  { name: 'drift', low: 0, high: 0.6, textbook: 0.15 },
  { name: 'driftMemory', low: 0, high: 0.97, textbook: 0.7 },
  { name: 'wordMs', low: 0, high: 800, textbook: 120 },
  { name: 'numberCost', low: 0.7, high: 2.5, textbook: 1.4, log: true },
  { name: 'mistakes', low: 0, high: 0.12, textbook: 0.03 },
  { name: 'shiftMs', low: 15, high: 250, textbook: 80, log: true },
  { name: 'flick', low: 1, high: 6, textbook: 3 },
  { name: 'notchMs', low: 15, high: 250, textbook: 60, log: true },
  { name: 'flickPauseMs', low: 100, high: 1500, textbook: 400, log: true },
  { name: 'homingMs', low: 100, high: 1200, textbook: 420, log: true },
  { name: 'thinkMs', low: 200, high: 6000, textbook: 1200, log: true },
  { name: 'waitCv', low: 0.05, high: 1.2, textbook: 0.5, log: true },
  { name: 'tabShare', low: 0, high: 0.9, textbook: 0.5 },
] as const satisfies readonly Setting[];
type Drawn = ReturnType<typeof named<typeof SETTINGS>>;

const BEAT_MS = 7;
const NOTCH_PX = 120;
/** Most of a wide field is never aimed at, px. */
const AIMED_PX = 260;

/** Generator C: sigma-lognormal movement, gamma times, keys by hand and finger. */
export const c: Generator = {
  name: 'C',
  note: 'sigma-lognormal movement, square-root durations, gamma keys by hand and finger',
  settings: SETTINGS,
  createHand: (values, random) => createHand(named(SETTINGS, values), random),
};

/** Distribution function of the standard normal (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-x * x);
  return z >= 0 ? 1 - tail / 2 : tail / 2;
}

/** One lognormal stroke of the neuromuscular system: how far, in which direction, and when, ms. */
interface Lognormal {
  readonly from: number;
  readonly medianMs: number;
  readonly sigma: number;
  readonly length: number;
  readonly direction: number;
  /** The direction turns by this much on the way, rad. */
  readonly arc: number;
}

function createHand(v: Drawn, random: Random): Hand {
  const about = (ms: number, cv: number) => v.vigour * gamma(random, ms, cv);
  const bend = random.chance(0.5) ? 1 : -1;
  const fingers = Array.from({ length: 9 }, () => Math.exp(random.normal(0, v.fingerSpread)));
  let mood = 0;

  const scattered = (size: number): number => {
    const p = random.uniform(0.02, 0.98);
    return size * Math.min(0.45, Math.max(-0.45, v.scatter * Math.log(p / (1 - p))));
  };

  function plan(from: Point, to: Point, width: number): Lognormal[] {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const distance = Math.hypot(dx, dy);
    const direction = Math.atan2(dy, dx);
    const ms = about(v.reactMs + v.rootMs * Math.sqrt(distance / width), v.timeCv);
    const share = Math.max(0.3, random.normal(v.primaryShare, v.primaryCv));
    const arc = bend * random.normal(v.arc, v.arcSpread);
    const first = stroke(0, ms, { length: distance * share, direction, arc });
    const reached = endOf(from, first);
    const [restX, restY] = [to[0] - reached[0], to[1] - reached[1]];
    const rest = Math.hypot(restX, restY);
    if (rest < 2) return [first];
    const begin = ms * v.secondDelay;
    const second = stroke(begin, about(v.secondMs, v.timeCv), {
      length: rest,
      direction: Math.atan2(restY, restX),
      arc: 0,
    });
    return [first, second];
  }

  const stroke = (
    from: number,
    ms: number,
    way: Pick<Lognormal, 'length' | 'direction' | 'arc'>,
  ): Lognormal => {
    const sigma = gamma(random, v.sigma, v.sigmaCv);
    // 98 % of the way is done within the duration.
    return { from, sigma, medianMs: ms / Math.exp(2.05 * sigma), ...way };
  };

  function reach(from: Point, target: Box): Sample[] {
    const width = Math.min(target.width, AIMED_PX);
    const to: Point = [
      target.x + width / 2 + scattered(width),
      target.y + target.height / 2 + scattered(target.height),
    ];
    const strokes = plan(from, to, Math.min(width, target.height));
    const end = Math.max(
      ...strokes.map(({ from, medianMs, sigma }) => from + medianMs * Math.exp(2.4 * sigma)),
    );
    const samples: Sample[] = [];
    const keep = Math.exp(-BEAT_MS / v.noiseMs);
    let [noiseX, noiseY] = [0, 0];
    let last: Point = from;
    for (let ms = BEAT_MS; ms < end + BEAT_MS; ms += BEAT_MS) {
      const [x, y] = placeAt(from, strokes, ms);
      // Noise grows with the force that moves the hand (Harris and Wolpert, Nature 394, 1998), and forgets.
      const step = Math.hypot(x - last[0], y - last[1]);
      noiseX = keep * noiseX + v.noise * step * random.normal();
      noiseY = keep * noiseY + v.noise * step * random.normal();
      samples.push([ms, x + 4 * noiseX, y + 4 * noiseY]);
      last = [x, y];
    }
    return samples;
  }

  function type(text: string): Keystroke[] {
    return strike(
      withMistakes(text, v.mistakes, random),
      ({ character, previous }) => {
        mood = v.driftMemory * mood + Math.sqrt(1 - v.driftMemory ** 2) * v.drift * random.normal();
        const meeting = previous === null ? 'other-hand' : alternationOf(previous, character);
        const number = /\d/.test(character) ? v.numberCost : 1;
        const mean = v.gapMs * costOf(meeting, v) * number * Math.exp(mood);
        const word = previous === ' ' ? gamma(random, Math.max(1, v.wordMs), 0.6) : 0;
        const finger = fingers[fingerOf(character)] ?? 1;
        const holdMs = gamma(random, v.holdMs * finger * Math.exp(0.4 * mood), v.holdCv);
        return { gapMs: Math.min(2500, about(mean, v.gapCv) + word), holdMs };
      },
      { leadMs: about(v.shiftMs, 0.3), lagMs: about(25, 0.4) },
    );
  }

  function wheel(px: number): Turn[] {
    const count = Math.max(1, Math.round(Math.abs(px) / NOTCH_PX));
    let at = 0;
    let left = Math.max(1, Math.round(gamma(random, v.flick, 0.4)));
    return Array.from({ length: count }, (_, index) => {
      if (index > 0) at += left > 0 ? about(v.notchMs, 0.35) : about(v.flickPauseMs, 0.5);
      left = left > 0 ? left - 1 : Math.max(1, Math.round(gamma(random, v.flick, 0.4)));
      return { at, deltaY: Math.sign(px) * NOTCH_PX };
    });
  }

  const WAITS: Readonly<Record<Pause, number>> = {
    reading: v.thinkMs,
    'next-field': v.homingMs,
    'to-keyboard': v.homingMs,
    'to-mouse': v.homingMs,
    'before-paying': v.thinkMs,
  };

  return {
    reach,
    press: () => ({ settleMs: about(v.settleMs, v.settleCv), holdMs: gamma(random, v.clickMs, v.clickCv) }),
    type,
    wheel,
    pauseMs: (reason) => about(WAITS[reason], v.waitCv),
    usesTab: () => random.chance(v.tabShare),
    wanders: random.integer(0, 3),
  };
}

function costOf(meeting: Alternation, v: Drawn): number {
  if (meeting === 'other-hand') return v.alternationGain;
  return meeting === 'same-finger' ? v.fingerCost : 1;
}

/** Share of a stroke that is done, and where it has led on its arc. */
function displacement({ from, medianMs, sigma, length, direction, arc }: Lognormal, ms: number): Point {
  if (ms <= from) return [0, 0];
  const share = normalShare(Math.log((ms - from) / medianMs) / sigma);
  if (Math.abs(arc) < 1e-6)
    return [length * share * Math.cos(direction), length * share * Math.sin(direction)];
  // A circle's arc whose chord has the direction and, at the end, the length.
  const radius = length / (2 * Math.sin(arc / 2));
  const start = direction - arc / 2;
  const turned = start + arc * share;
  return [radius * (Math.sin(turned) - Math.sin(start)), radius * (Math.cos(start) - Math.cos(turned))];
}

function placeAt(from: Point, strokes: readonly Lognormal[], ms: number): Point {
  return strokes.reduce<Point>(([x, y], stroke) => {
    const [dx, dy] = displacement(stroke, ms);
    return [x + dx, y + dy];
  }, from);
}

const endOf = (from: Point, stroke: Lognormal): Point => placeAt(from, [stroke], Number.POSITIVE_INFINITY);
