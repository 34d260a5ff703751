import type { DriftCauseKind } from '../../../src/contract/drift.ts';
import { MEMBERS } from '../../../src/contract/features/index.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Random } from '../../../train/random.ts';
import { type Change, type Shown, without } from './site.ts';

/** Something that happens to a site, and what it is to be called. */
export interface Shift {
  readonly name: string;
  readonly cause: DriftCauseKind;
  readonly change: (random: Random) => Change;
}

interface Site {
  readonly people: readonly Shown[];
  /** Visits of each script. */
  readonly waves: readonly (readonly Shown[])[];
  readonly model: Model;
}

/** Share of a wave's visits that the campaign detector names; 85 % is its wanted figure's lower end. */
const NAMED = 0.8;

/** Real shifts of a site. */
export function shiftsOn({ people, waves, model }: Site, random: Random): readonly Shift[] {
  const wave = random.pick(waves);
  const attack = (share: number): Shift => ({
    name: `attack, ${Math.round(100 * share)} % of visits`,
    cause: 'attack',
    change: (draw) =>
      draw.chance(share) ? { shown: draw.pick(wave), isCampaign: draw.chance(NAMED), isMissing: false } : {},
  });
  // The groups that the site's people show most: a release that loses them is felt.
  const shownBy = (features: readonly number[]) =>
    people.filter(({ missing }) => features.some((feature) => missing[feature] === 0)).length;
  const [first = [], second = []] = Object.values(MEMBERS).toSorted((a, b) => shownBy(b) - shownBy(a));
  const lost = [...first, ...second];
  return [
    attack(0.1),
    attack(0.2),
    {
      name: 'a browser release that loses two groups, a quarter of visits',
      cause: 'browser_release',
      change: (draw) =>
        draw.chance(0.25) ? { shown: without(draw.pick(people), lost, model), browser: 'Chrome 132' } : {},
    },
    {
      name: 'a deploy that loses two groups, all visits',
      cause: 'deploy',
      change: (draw) => ({ shown: without(draw.pick(people), lost, model), build: 'b2' }),
    },
    {
      name: 'tokens missing, 10 points more',
      cause: 'unknown',
      change: (draw) => (draw.chance(0.1) ? { isMissing: true } : {}),
    },
    {
      name: 'tokens missing of a new browser, a fifth of visits',
      cause: 'browser_release',
      change: (draw) => (draw.chance(0.2) ? { isMissing: true, browser: 'Chrome 132' } : {}),
    },
  ];
}
