import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignVisit } from '../../../../src/decide/campaign/campaigns.ts';
import { createDetector } from '../../../../src/decide/campaign/detector.ts';
import { SCHEMA } from '../../../../src/decide/campaign/modalities.ts';
import { createRandom } from '../../../../train/random.ts';
import { DAY_MS, HOUR_MS, people, typed, visit } from './visits.ts';

const NONE = { size: 0, score: 0, name: null };
const alike = (seed: string) => typed(createRandom(seed), 3, () => 40);

const hostile = fc.record({
  atMs: fc.oneof(fc.double(), fc.constant(Number.NaN)),
  jkt: fc.oneof(fc.string({ maxLength: 3 }), fc.constant('')),
  session: fc.oneof(fc.string({ maxLength: 2 }), fc.constant(null)),
  isFresh: fc.boolean(),
  evidence: fc.oneof(
    fc.record({
      schema: fc.constantFrom(SCHEMA.id, 1, -1),
      values: fc.int8Array({ maxLength: 200 }),
      missing: fc.uint8Array({ maxLength: 200 }),
    }),
    fc.record({
      schema: fc.constant(SCHEMA.id),
      values: fc.int8Array({ minLength: SCHEMA.features, maxLength: SCHEMA.features }),
      missing: fc.uint8Array({ minLength: SCHEMA.features, maxLength: SCHEMA.features, max: 1 }),
    }),
    fc.constantFrom(undefined, null),
  ),
});

describe('createDetector against hostile visits', () => {
  it('never throws, and finds whole sizes and finite scores', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 60 }), (visits) => {
        const detector = createDetector({ maxVisits: 100, level: -4 });
        for (const one of visits) {
          const { size, score } = detector.see(one as CampaignVisit);
          expect(Number.isInteger(size) && size >= 0 && size <= 65).toBe(true);
          expect(Number.isFinite(score) && score >= 0 && score > 0 === size > 0).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['another schema', { schema: 1 }],
    ['too few values', { values: new Int8Array(3) }],
    ['too many gaps', { missing: new Uint8Array(500) }],
  ])('ignores evidence with %s', (_, wrong) => {
    const detector = createDetector({ maxVisits: 300, level: -4 });
    for (const one of people(160, 'people')) detector.see(one);
    for (let index = 0; index < 40; index++) {
      const given = visit(7 * DAY_MS + index, `bot-${index}`, alike(`${index}`));
      expect(detector.see({ ...given, evidence: { ...given.evidence, ...wrong } })).toEqual(NONE);
    }
    expect(detector.see(visit(7 * DAY_MS + HOUR_MS, 'next', alike('next')))).toEqual(NONE);
  });

  it('lets a key that floods take the place of nobody else', () => {
    const detector = createDetector({ maxVisits: 100, level: -4 });
    for (const one of people(160, 'people')) detector.see(one);
    for (let index = 0; index < 20; index++)
      detector.see(visit(7 * DAY_MS + index, `bot-${index}`, alike(`${index}`)));
    const random = createRandom('flood');
    for (let index = 0; index < 500; index++)
      detector.see(visit(7 * DAY_MS + HOUR_MS + index, 'flood', typed(random)));
    const { size } = detector.see(visit(7 * DAY_MS + 2 * HOUR_MS, 'next', alike('next')));
    expect(size).toBeGreaterThan(18);
  });

  it('compares with no more visits than it was told to keep', () => {
    const detector = createDetector({ maxVisits: 100, level: -4 });
    for (const one of people(160, 'people')) detector.see(one);
    for (let index = 0; index < 20; index++)
      detector.see(visit(7 * DAY_MS + index, `bot-${index}`, alike(`${index}`)));
    for (const one of people(100, 'others')) detector.see({ ...one, atMs: 7 * DAY_MS + HOUR_MS });
    expect(detector.see(visit(7 * DAY_MS + 2 * HOUR_MS, 'next', alike('next')))).toEqual(NONE);
  });

  it('says of visits that resemble none in a wave what it says without the wave', () => {
    const random = createRandom('bystanders');
    const bystanders = Array.from({ length: 10 }, (_, index) =>
      visit(7 * DAY_MS + 2 * HOUR_MS + index, `bystander-${index}`, typed(random)),
    );
    const seen = (count: number) => {
      const detector = createDetector({ maxVisits: 300, level: -4 });
      for (const one of people(160, 'people')) detector.see(one);
      for (let index = 0; index < count; index++)
        detector.see(visit(7 * DAY_MS + index, `bot-${index}`, alike(`${index}`)));
      return bystanders.map((one) => detector.see(one));
    };
    expect(seen(30)).toEqual(seen(0));
  });
});
