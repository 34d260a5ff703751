import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { CLIP_MS } from '../../../train/data/clip.ts';
import { type Lender, strokesOfLenders } from '../../../train/data/people.ts';
import type { PointerFamily, TypingFamily } from '../../../train/families/family.ts';
import { pointerFamilies, reportedFamilies, typingFamilies } from '../../../train/families/index.ts';
import { scrollFamilies } from '../../../train/families/scroll/scroll.ts';
import { createRandom, type Random } from '../../../train/random.ts';
import { simulatePointer } from '../../../train/simulate/pointer.ts';
import { simulateTyping } from '../../../train/simulate/typing.ts';

/** How the visits of a wave differ. */
export const KINDS = ['one set of settings', 'settings redrawn', 'replays of one recording'] as const;
export type Kind = (typeof KINDS)[number];

/** Visits of a wave (decide.md, figures to reach). */
export const WAVE = 20;

/** A wave of one script. Its visits are made when they are asked for. */
export interface Wave {
  readonly name: string;
  readonly kind: Kind;
  visits(): readonly { readonly events: readonly BehaviourEvent[]; readonly lender: Lender }[];
}

/** A person's own intervals and holds, each a little longer or shorter. */
const warpedTyping: TypingFamily = {
  create(random) {
    const tempo = Math.exp(random.normal(0, 0.1));
    const spread = random.uniform(0.02, 0.08);
    const warp = (ms: number) => ms * tempo * Math.exp(random.normal(0, spread));
    return ({ human }) => ({ gap: warp(human.gap), dwell: warp(human.dwell) });
  },
};

export function wavesOn(site: string, modality: 'typing' | 'pointer', lenders: readonly Lender[]): Wave[] {
  return modality === 'typing' ? typingWaves(site, lenders) : pointerWaves(site, lenders);
}

/** Waves of every typing script. */
function typingWaves(site: string, lenders: readonly Lender[]): Wave[] {
  const presses = lenders.flatMap((lender) => lender.presses);
  const run: Run<TypingFamily> = (lender, family, { random, own }) =>
    simulateTyping(
      lender.presses,
      { family, donor: () => random.pick(presses), limitMs: CLIP_MS, own },
      random,
    );
  return wavesOf(site, lenders, {
    families: typingFamilies,
    replay: warpedTyping,
    run,
    settled: settledTyping,
  });
}

/** Waves of every pointer script. */
function pointerWaves(site: string, lenders: readonly Lender[]): Wave[] {
  const strokes = strokesOfLenders(lenders);
  const run: Run<PointerFamily> = (lender, family, { random, own }) =>
    simulatePointer(
      lender.template,
      {
        family,
        clicks: random.chance(0.8),
        scroller: random.chance(0.8) ? random.pick(Object.values(scrollFamilies)).create(random) : null,
        donor: () => random.pick(strokes),
        limitMs: CLIP_MS,
        own,
      },
      random,
    );
  return wavesOf(site, lenders, {
    families: pointerFamilies,
    replay: reportedFamilies.replay,
    run,
    settled: settledPointer,
  });
}

interface Draws {
  readonly random: Random;
  /** Of the script's person, for families that are one in all modalities. */
  readonly own: Random;
}

type Run<F> = (lender: Lender, family: F, draws: Draws) => readonly BehaviourEvent[];

interface Scripts<F> {
  readonly families: Readonly<Record<string, F>>;
  readonly replay: F;
  readonly run: Run<F>;
  /** The family, which calls `onStart` when its first movement is asked for. */
  readonly settled: (family: F, onStart: () => void) => F;
}

function wavesOf<F>(site: string, lenders: readonly Lender[], scripts: Scripts<F>): Wave[] {
  const make = (name: string, kind: Kind, family: F): Wave => ({
    name,
    kind,
    visits() {
      const wave = createRandom('campaigns', site, name, kind);
      const one = wave.pick(lenders);
      return Array.from({ length: WAVE }, (_, index) => {
        const lender = kind === 'replays of one recording' ? one : wave.pick(lenders);
        const random = createRandom('campaigns', site, name, kind, index);
        const own = createRandom('own', site, name, kind, index);
        if (kind !== 'one set of settings')
          return { lender, events: scripts.run(lender, family, { random, own }) };
        // Settings come from draws that all visits share, what follows from a visit's own.
        const switched = switching(createRandom('settings', site, name), random);
        const draws = { random: switched.random, own: createRandom('own', site, name) };
        return { lender, events: scripts.run(lender, scripts.settled(family, switched.proceed), draws) };
      });
    },
  });
  const scripted = Object.entries(scripts.families).flatMap(([name, family]) => [
    make(name, 'one set of settings', family),
    make(name, 'settings redrawn', family),
  ]);
  const replayed = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) =>
    make(`replay ${letter}`, 'replays of one recording', scripts.replay),
  );
  return [...scripted, ...replayed];
}

const settledTyping: Scripts<TypingFamily>['settled'] = (family, onStart) => ({
  create: (random, own) => started(family.create(random, own), onStart),
});

const settledPointer: Scripts<PointerFamily>['settled'] = (family, onStart) => ({
  ...family,
  create: (random, own) => started(family.create(random, own), onStart),
});

function started<In, Out>(act: (input: In) => Out, onStart: () => void): (input: In) => Out {
  return (input) => {
    onStart();
    return act(input);
  };
}

/** Draws of the one until `proceed` is called, then of the other. */
function switching(first: Random, then: Random): { readonly random: Random; proceed(): void } {
  let now = first;
  return {
    random: {
      uniform: (low, high) => now.uniform(low, high),
      logUniform: (low, high) => now.logUniform(low, high),
      normal: (mean, deviation) => now.normal(mean, deviation),
      logNormal: (median, sigma) => now.logNormal(median, sigma),
      integer: (low, high) => now.integer(low, high),
      chance: (probability) => now.chance(probability),
      pick: (items) => now.pick(items),
    },
    proceed() {
      now = then;
    },
  };
}
