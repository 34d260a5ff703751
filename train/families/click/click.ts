import type { Random } from '../../random.ts';

/** How one script clicks, drawn once a session. */
export interface Clicker {
  /** From arrival to press, ms. */
  gap(): number;
  /** From press to release, ms. */
  dwell(): number;
  /** Place on the target, share of its size from the centre: −0.5..0.5 a side. */
  offset(): readonly [number, number];
  /** Movement between press and release, px. */
  drift(): number;
}

/** Fixed or zero dwell, centre hits, uniform or Gaussian aim, small or drawn gaps: what click helpers do. */
export function createClicker(random: Random): Clicker {
  const gapKind = random.pick(['none', 'fixed', 'uniform', 'lognormal'] as const);
  const gapMs = random.logUniform(5, 500);
  const dwellKind = random.pick(['zero', 'fixed', 'uniform', 'normal'] as const);
  const dwellMs = random.logUniform(15, 200);
  const spread = random.uniform(0.05, 0.6);
  const aim = random.pick(['centre', 'centre', 'uniform', 'normal'] as const);
  const reach = random.uniform(0.05, 0.4);
  // Nearly every tool releases where it pressed; a few shake.
  const drifts = random.chance(0.1);
  const driftPx = random.logUniform(0.5, 4);
  const side = (): number => {
    if (aim === 'centre') return 0;
    if (aim === 'uniform') return random.uniform(-reach, reach);
    return Math.max(-0.45, Math.min(0.45, random.normal(0, reach / 2)));
  };
  return {
    gap() {
      if (gapKind === 'none') return random.uniform(0.2, 4);
      if (gapKind === 'fixed') return gapMs + random.uniform(0, 2);
      if (gapKind === 'uniform') return random.uniform(gapMs / 2, gapMs * 1.5);
      return random.logNormal(gapMs, spread);
    },
    dwell() {
      if (dwellKind === 'zero') return random.uniform(0.2, 3);
      if (dwellKind === 'fixed') return dwellMs + random.uniform(0, 1.5);
      if (dwellKind === 'uniform') return dwellMs * random.uniform(1 - spread, 1 + spread);
      return Math.max(2, random.normal(dwellMs, dwellMs * spread));
    },
    offset: () => [side(), side()],
    drift: () => (drifts ? Math.abs(random.normal(0, driftPx)) : 0),
  };
}
