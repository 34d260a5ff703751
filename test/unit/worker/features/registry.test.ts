import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BehaviourEvent } from '../../../../src/contract/event.ts';
import { type Feature, linear, type SentencesOf } from '../../../../src/contract/features/feature.ts';
import { GROUP_NAMES, type GroupName } from '../../../../src/contract/features/groups.ts';
import { pointerJump, pointerJumpSentences } from '../../../../src/contract/features/pointer-jump.ts';
import type { Settings } from '../../../../src/contract/model.ts';
import { FLAG_REDUCED_CONSENT } from '../../../../src/contract/protocol.ts';
import type { Context, Statistic } from '../../../../worker/features/group.ts';
import { anyEnvironment, anyEvent, BROWSER, handVisit, scriptVisit, seeded } from './visits.ts';

const rowsOf = (group: GroupName) => `../../../../src/contract/features/${group.replace('_', '-')}.ts`;
const exportOf = (group: GroupName) => group.replace(/_(.)/, (_, letter: string) => letter.toUpperCase());

/** Everything that knows the features, loaded anew from what the registry is now. */
async function load() {
  const { FEATURES, MEMBERS, SCHEMA_ID } = await import('../../../../src/contract/features/index.ts');
  const { SENTENCES } = await import('../../../../src/contract/features/sentences.ts');
  const { createFeatureExtractor } = await import('../../../../worker/features/extractor.ts');
  const { createConsistency } = await import('../../../../src/server/model/consistency.ts');
  const { createTiming } = await import('../../../../src/server/model/timing.ts');
  const { quantise } = await import('../../../../src/scoring/quantise.ts');
  const { coarsen } = await import('../../../../src/scoring/coarsen.ts');
  const settings: Settings = {
    schema: SCHEMA_ID,
    center: FEATURES.map(({ transform, min, max }) => {
      const middle = (min + max) / 2;
      return transform === 'log1p' ? Math.log1p(middle) : middle;
    }),
    scale: FEATURES.map(() => 1),
    logitScale: 1,
    bias: 0,
    calibration: { slope: 1, intercept: 0 },
    thresholds: { medium: 0.5, high: 0.9 },
  };
  const isConsistent = createConsistency(settings);
  const observe = (events: readonly BehaviourEvent[], environment = BROWSER) => {
    const extractor = createFeatureExtractor(environment);
    for (const event of events) extractor.push(event);
    return extractor;
  };
  return {
    features: FEATURES as readonly Feature[],
    members: MEMBERS,
    sentences: SENTENCES as Readonly<Record<string, readonly string[]>>,
    observe,
    /** Whether an honest page that saw these events is taken for one. */
    isHonest(events: readonly BehaviourEvent[], environment = BROWSER) {
      const extractor = observe(events, environment);
      const evidence = quantise(extractor.read(), settings);
      const reduced = { ...coarsen(evidence), flags: FLAG_REDUCED_CONSENT };
      return [evidence, reduced].every(
        (signed) => isConsistent(signed) && createTiming(settings)(signed) <= extractor.seconds + 0.001,
      );
    },
    /** Whether features of these names, in the middle of their range, can have come without any other. */
    canComeAlone: (names: readonly string[]) =>
      isConsistent({
        schema: SCHEMA_ID,
        flags: 0,
        values: new Int8Array(FEATURES.length),
        missing: Uint8Array.from(FEATURES, ({ name }) => (names.includes(name) ? 0 : 1)),
      }),
  };
}

afterEach(() => {
  for (const group of GROUP_NAMES) vi.doUnmock(rowsOf(group));
  vi.doUnmock('../../../../worker/features/groups/pointer-jump.ts');
  vi.resetModules();
});

describe('a feature that is added', () => {
  const row = {
    name: 'pointer_jump.detour',
    ...linear('ratio', [0, 5]),
    source: 'short ways',
    minCount: 5,
    channels: ['move'],
    clockGrainMs: 2,
    except: { pointer: 'touch' },
  } as const;

  /** One row, its sentences, one line of an extractor: nothing else is touched. */
  async function addFeature(statistic: Statistic) {
    vi.resetModules();
    vi.doMock(rowsOf('pointer_jump'), () => ({
      pointerJump: [...pointerJump, row],
      pointerJumpSentences: {
        ...pointerJumpSentences,
        [row.name]: ['The way is no way.', 'The way is a way.'],
      },
    }));
    vi.doMock('../../../../worker/features/groups/pointer-jump.ts', async (importOriginal) => {
      const { createPointerJump } =
        await importOriginal<typeof import('../../../../worker/features/groups/pointer-jump.ts')>();
      return {
        createPointerJump: (context: Context) => {
          const group = createPointerJump(context);
          return { ...group, read: () => ({ ...group.read(), detour: statistic }) };
        },
      };
    });
    return load();
  }

  it('is listed, in its group, with its sentences', async () => {
    const { features, members, sentences } = await addFeature({ value: 1, n: 5 });
    const index = features.findIndex(({ name }) => name === row.name);
    expect(index).toBe(features.length - 1);
    expect(members.pointer_jump).toEqual([index - 4, index - 3, index - 2, index - 1, index]);
    expect(sentences[row.name]).toHaveLength(2);
  });

  it('does not compile without its sentences', () => {
    const rows = [...pointerJump, row] as const;
    // @ts-expect-error: pointer_jump.detour has none
    expect(pointerJumpSentences satisfies SentencesOf<typeof rows>).not.toHaveProperty([row.name]);
  });

  it.each<[string, Statistic, Partial<typeof BROWSER>, number | null]>([
    ['counts from its minimum on', { value: 1, n: 5 }, {}, 1],
    ['is missing with less', { value: 1, n: 4 }, {}, null],
    ['is missing without a number', { value: Number.NaN, n: 9 }, {}, null],
    ['is clamped to its bounds', { value: 9, n: 9 }, {}, 5],
    ['is missing without its channel', { value: 1, n: 9 }, { recorded: ['key'] }, null],
    ['is missing with a coarser clock', { value: 1, n: 9 }, { clockGrainMs: 5 }, null],
    ['is missing where it must not be', { value: 1, n: 9 }, { pointer: 'touch' }, null],
  ])('%s', async (_name, statistic, environment, expected) => {
    const { features, observe } = await addFeature(statistic);
    const extractor = observe([], { ...BROWSER, ...environment });
    const { value, valid } = extractor.read()[features.length - 1]!;
    expect(valid ? value : null).toBe(expected);
  });

  it('is plausible to the server only with what its observations bring along', async () => {
    const { canComeAlone } = await addFeature({ value: 1, n: 5 });
    const companions = ['pointer_jump.jump_share', 'pointer_jump.even_cv', 'pointer_jump.straight_p50'];
    expect(canComeAlone(companions)).toBe(true);
    expect(canComeAlone([row.name])).toBe(false);
    expect(canComeAlone([row.name, ...companions.slice(1)])).toBe(false);
    expect(canComeAlone([row.name, ...companions])).toBe(true);
  });
});

describe('a minimum count that is raised', () => {
  /** Every row asks for up to nine observations more, drawn by lot. */
  async function raiseMinima(seed: number) {
    const random = seeded(seed);
    vi.resetModules();
    for (const group of GROUP_NAMES) {
      const original = await vi.importActual<Record<string, Feature[]>>(rowsOf(group));
      const raised = original[exportOf(group)]?.map((row) => ({
        ...row,
        minCount: row.minCount + Math.floor(10 * random()),
      }));
      vi.doMock(rowsOf(group), () => ({ ...original, [exportOf(group)]: raised }));
    }
    return load();
  }

  it.each([1, 2, 3, 4, 5, 6])('leaves honest visits consistent and long enough (draw %i)', async (seed) => {
    const { isHonest, observe } = await raiseMinima(seed);
    let valid = 0;
    for (let visit = 1; visit <= 12; visit += 1) {
      const events = handVisit({ seed: visit, strokes: 3 + visit, words: visit });
      for (let part = 1; part <= 8; part += 1) {
        const seen = events.slice(0, (events.length * part) / 8);
        expect(isHonest(seen), `visit ${visit}, ${part} of 8`).toBe(true);
      }
      valid += observe(events)
        .read()
        .filter((feature) => feature.valid).length;
      expect(isHonest(scriptVisit(visit))).toBe(true);
    }
    expect(valid).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 120 }), anyEnvironment, (events, environment) =>
        isHonest(events, environment),
      ),
      { numRuns: 50 },
    );
  });
});
