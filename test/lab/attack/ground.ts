import type { Verification } from '../../../src/server/index.ts';
import type { Model } from '../../../src/server/model/model.ts';
import { createRandom, type Random } from '../../../train/random.ts';
import { openShop, type Shop } from '../../e2e/shop.ts';
import { shippedModel } from '../../fuzz/source.ts';
import { type Enrolling, setupEnrolment } from '../../unit/server/enrolment.ts';
import { createJudge, type Judge } from '../judge.ts';
import { drawPerson, type Recording, recordingOf } from './recording.ts';

/** What attacks are tried on. */
export interface Ground {
  /** The demo shop, started for this run alone. */
  readonly shop: Shop;
  readonly model: Model;
  readonly random: Random;
  /** Ways to make tokens that are signed, and verifiers beside them, in this process. */
  readonly forge: Enrolling;
  /** What the shop's policy answers to a verdict. */
  readonly judge: Judge;
  /** Another honest visitor's recording at each call. */
  person(): Recording;
}

/** Opens everything that attacks need. `seed` names the visitors. */
export async function openGround(seed: string): Promise<Ground> {
  const [shop, model, forge, judge] = await Promise.all([
    openShop(),
    shippedModel(),
    setupEnrolment(),
    createJudge(),
  ]);
  const random = createRandom('attack', seed);
  return { shop, model, random, forge, judge, person: () => recordingOf(drawPerson(model, random), model) };
}

/** What a verification comes to, in one word. */
export const outcomeOf = (result: Verification): string => (result.ok ? result.level : result.code);
