import type { Random } from '../../../../train/random.ts';
import type { Box, Generator, Hand, Keystroke, Pause, Point, Sample, Setting, Turn } from './hand.ts';
import { named } from './settings.ts';
import { strike, withMistakes } from './strike.ts';

/**
 * Medians and spreads of the textbook: Fitts' law by MacKenzie (1992), minimum jerk by Flash and Hogan
 * (1985), primary and corrective movements by Meyer et al. (1988), typing by Dhakal et al. (2018), homing and
 * pauses by Card, Moran and Newell (1980). Ranges are as wide as anybody might guess.
 */
const SETTINGS = [
  { name: 'pace', low: 0.5, high: 2, textbook: 1, log: true },
  { name: 'fittsStartMs', low: 20, high: 400, textbook: 150, log: true },
  { name: 'fittsBitMs', low: 30, high: 300, textbook: 130, log: true },
  { name: 'durationSigma', low: 0.01, high: 0.4, textbook: 0.12, log: true },
  { name: 'undershoot', low: 0, high: 0.3, textbook: 0.08 },
  { name: 'undershootSpread', low: 0.005, high: 0.15, textbook: 0.05, log: true },
  { name: 'correctionShare', low: 0.15, high: 0.8, textbook: 0.4 },
  { name: 'correctionDelay', low: 0.4, high: 1.1, textbook: 0.8 },
  { name: 'bow', low: 0, high: 0.2, textbook: 0.04 },
  { name: 'bowSpread', low: 0.002, high: 0.15, textbook: 0.04, log: true },
  { name: 'tremorPx', low: 0.01, high: 2, textbook: 0.4, log: true },
  { name: 'aimSpread', low: 0.02, high: 0.35, textbook: 0.15, log: true },
  { name: 'settleMs', low: 20, high: 600, textbook: 150, log: true },
  { name: 'settleSigma', low: 0.02, high: 0.9, textbook: 0.4, log: true },
  { name: 'clickMs', low: 25, high: 250, textbook: 90, log: true },
  { name: 'clickSigma', low: 0.02, high: 0.6, textbook: 0.2, log: true },
  { name: 'holdMs', low: 30, high: 200, textbook: 95, log: true },
  { name: 'holdSigma', low: 0.02, high: 0.7, textbook: 0.25, log: true },
  { name: 'gapMs', low: 50, high: 500, textbook: 160, log: true },
  { name: 'gapSigma', low: 0.05, high: 1.2, textbook: 0.45, log: true },
  { name: 'holdFollowsGap', low: 0, high: 0.8, textbook: 0.1 },
  { name: 'wordPause', low: 1, high: 5, textbook: 1.8, log: true },
  { name: 'digitFactor', low: 0.7, high: 2.5, textbook: 1.3, log: true },
  { name: 'mistakes', low: 0, high: 0.12, textbook: 0.03 },
  { name: 'shiftLeadMs', low: 15, high: 250, textbook: 90, log: true },
  { name: 'notchMs', low: 30, high: 400, textbook: 120, log: true },
  { name: 'notchSigma', low: 0.02, high: 0.8, textbook: 0.3, log: true },
  { name: 'homingMs', low: 100, high: 1200, textbook: 400, log: true },
  { name: 'readingMs', low: 200, high: 6000, textbook: 1350, log: true },
  { name: 'waitSigma', low: 0.02, high: 0.9, textbook: 0.4, log: true },
  { name: 'tabShare', low: 0, high: 0.9, textbook: 0.5 },
] as const satisfies readonly Setting[];

const BEAT_MS = 8;
const NOTCH_PX = 120;

/** Flash and Hogan's profile: the share of the way after the share `s` of the time. */
const minimumJerk = (s: number): number => {
  const t = Math.min(1, Math.max(0, s));
  return t * t * t * (10 - 15 * t + 6 * t * t);
};

/** A straight minimum-jerk movement that begins at `from`, ms; several may run at once and add up. */
interface Piece {
  readonly from: number;
  readonly ms: number;
  readonly dx: number;
  readonly dy: number;
}

/** Generator B: minimum jerk with corrective submovements that overlap, and log-normal keys. */
export const b: Generator = {
  name: 'B',
  note: 'minimum jerk with overlapping corrections, Fitts durations, log-normal keys',
  settings: SETTINGS,
  createHand: (values, random) => createHand(named(SETTINGS, values), random),
};

type Drawn = ReturnType<typeof named<typeof SETTINGS>>;

function createHand(v: Drawn, random: Random): Hand {
  const about = (ms: number, sigma: number) => v.pace * random.logNormal(ms, sigma);
  const side = random.chance(0.5) ? 1 : -1;

  function aim(target: Box): Point {
    const inside = (size: number) => Math.min(0.45, Math.max(-0.45, random.normal(0, v.aimSpread))) * size;
    // Nobody goes to the middle of a field as wide as the page.
    const width = Math.min(target.width, 260);
    return [target.x + width / 2 + inside(width), target.y + target.height / 2 + inside(target.height)];
  }

  function reach(from: Point, target: Box): Sample[] {
    const to = aim(target);
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const distance = Math.hypot(dx, dy);
    const bits = Math.log2(distance / Math.min(target.width, target.height) + 1);
    const ms = about(v.fittsStartMs + v.fittsBitMs * bits, v.durationSigma);
    const short = random.normal(v.undershoot, v.undershootSpread);
    const pieces: Piece[] = [{ from: 0, ms, dx: dx * (1 - short), dy: dy * (1 - short) }];
    let [restX, restY] = [dx * short, dy * short];
    let begin = ms * v.correctionDelay;
    let length = ms * v.correctionShare;
    while (Math.hypot(restX, restY) > 2 && pieces.length < 4) {
      const isLast = Math.hypot(restX, restY) < 12 || pieces.length === 3;
      const share = isLast ? 1 : 1 - random.normal(v.undershoot, v.undershootSpread);
      pieces.push({ from: begin, ms: length, dx: restX * share, dy: restY * share });
      [restX, restY] = [restX * (1 - share), restY * (1 - share)];
      begin += length * v.correctionDelay;
      length *= 0.7;
    }
    return sampled(from, pieces, side * random.normal(v.bow, v.bowSpread) * distance);
  }

  /** The sum of the pieces, bowed to one side, with a shake that comes and goes like a wave of 9 Hz. */
  function sampled(from: Point, pieces: readonly Piece[], bowPx: number): Sample[] {
    const end = Math.max(...pieces.map((piece) => piece.from + piece.ms));
    const first = pieces[0];
    const norm = Math.hypot(first?.dx ?? 0, first?.dy ?? 0) || 1;
    const [nx, ny] = [-(first?.dy ?? 0) / norm, (first?.dx ?? 0) / norm];
    const phase = random.uniform(0, 2 * Math.PI);
    const samples: Sample[] = [];
    for (let ms = BEAT_MS; ms < end + BEAT_MS; ms += BEAT_MS) {
      let [x, y] = from;
      for (const piece of pieces) {
        const share = minimumJerk((ms - piece.from) / piece.ms);
        x += piece.dx * share;
        y += piece.dy * share;
      }
      const along = minimumJerk(ms / (first?.ms ?? 1));
      const shake = v.tremorPx * (Math.sin(phase + 0.0565 * ms) + random.normal(0, 0.4));
      const aside = bowPx * 4 * along * (1 - along) + shake * Math.min(1, 4 * (1 - ms / end));
      samples.push([ms, x + nx * aside, y + ny * aside]);
    }
    return samples;
  }

  function type(text: string): Keystroke[] {
    return strike(
      withMistakes(text, v.mistakes, random),
      ({ character, previous }) => {
        const slow = previous === ' ' ? v.wordPause : 1;
        const digit = /\d/.test(character) ? v.digitFactor : 1;
        const surprise = random.normal(0, v.gapSigma);
        const gapMs = Math.min(2500, v.pace * v.gapMs * slow * digit * Math.exp(surprise));
        const holdMs = random.logNormal(v.holdMs, v.holdSigma) * Math.exp(v.holdFollowsGap * surprise * 0.5);
        return { gapMs: character === 'Backspace' ? gapMs * 2 : gapMs, holdMs };
      },
      { leadMs: about(v.shiftLeadMs, 0.2), lagMs: about(20, 0.3) },
    );
  }

  function wheel(px: number): Turn[] {
    const count = Math.max(1, Math.round(Math.abs(px) / NOTCH_PX));
    let at = 0;
    return Array.from({ length: count }, (_, index) => {
      if (index > 0) at += about(v.notchMs, v.notchSigma);
      return { at, deltaY: Math.sign(px) * NOTCH_PX };
    });
  }

  const WAITS: Readonly<Record<Pause, number>> = {
    reading: v.readingMs,
    'next-field': v.homingMs,
    'to-keyboard': v.homingMs,
    'to-mouse': v.homingMs,
    'before-paying': v.readingMs,
  };

  return {
    reach,
    press: () => ({
      settleMs: about(v.settleMs, v.settleSigma),
      holdMs: random.logNormal(v.clickMs, v.clickSigma),
    }),
    type,
    wheel,
    pauseMs: (reason) => about(WAITS[reason], v.waitSigma),
    usesTab: () => random.chance(v.tabShare),
    wanders: random.integer(0, 3),
  };
}
