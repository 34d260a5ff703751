import { describe, expect, it } from 'vitest';
import type { CampaignFinding, CampaignVisit } from '../../../../src/decide/campaign/campaigns.ts';
import { createDetector, type Detector } from '../../../../src/decide/campaign/detector.ts';
import { createRandom } from '../../../../train/random.ts';
import { DAY_MS, HOUR_MS, people, type Shown, typed, visit } from './visits.ts';

const NONE = { size: 0, score: 0, name: null };
const LEVEL = -4;

function detectorAfter(visits: readonly CampaignVisit[], maxVisits = 300): Detector {
  const detector = createDetector({ maxVisits, level: LEVEL });
  for (const one of visits) detector.see(one);
  return detector;
}

/** Findings about visits that all type alike, a minute apart on the seventh day. */
function wave(
  detector: Detector,
  count: number,
  more: (index: number) => Partial<CampaignVisit> = () => ({}),
): CampaignFinding[] {
  const random = createRandom('wave');
  return Array.from({ length: count }, (_, index) =>
    detector.see(
      visit(
        7 * DAY_MS + index * 60_000,
        `bot-${index}`,
        typed(random, 3, () => 40),
        more(index),
      ),
    ),
  );
}

describe('createDetector', () => {
  it('finds a wave of visits that resemble one another, and says how large it is', () => {
    const found = wave(detectorAfter(people(160, 'people')), 20);
    expect(found[0]).toEqual(NONE);
    expect(found.at(-1)?.size).toBe(20);
    expect(found.at(-1)?.score).toBeGreaterThan(-LEVEL);
  });

  it('finds no wave among people who are as dense as ever', () => {
    const random = createRandom('crowd');
    const crowd = (): Shown => typed(random, 3, () => 40);
    const before = Array.from({ length: 160 }, (_, index) =>
      visit((6 * DAY_MS * index) / 160, `before-${index}`, crowd()),
    );
    const found = wave(detectorAfter(before), 30);
    expect(found).toEqual(found.map(() => NONE));
  });

  it('says nothing where it has seen too few people', () => {
    expect(wave(detectorAfter(people(60, 'few')), 30).at(-1)).toEqual(NONE);
  });

  it.each([
    ['key', () => ({ jkt: 'bot' })],
    ['session', () => ({ session: 'shared' })],
  ])('gives one %s one vote', (_, same) => {
    const detector = detectorAfter(people(160, 'people'));
    wave(detector, 60, same);
    const stranger = visit(
      7 * DAY_MS + HOUR_MS,
      'stranger',
      typed(createRandom('x'), 3, () => 40),
    );
    expect(detector.see(stranger)).toEqual(NONE);
  });

  it('lets visits of fresh keys weigh half of what as many known ones do', () => {
    const score = (isFresh: boolean) =>
      wave(detectorAfter(people(160, 'people')), 17, () => ({ isFresh })).at(-1)?.score ?? 0;
    expect(score(true)).toBeGreaterThan(0);
    expect(score(true)).toBeLessThan(0.65 * score(false));
  });

  it('forgets a wave after a day', () => {
    const detector = detectorAfter(people(160, 'people'));
    wave(detector, 20);
    const late = visit(
      8 * DAY_MS + HOUR_MS,
      'late',
      typed(createRandom('x'), 3, () => 40),
    );
    expect(detector.see(late)).toEqual(NONE);
  });

  it('never takes the visits of a wave for people', () => {
    const detector = detectorAfter(people(160, 'people'));
    wave(detector, 40);
    const again = wave(detector, 20, (index) => ({ atMs: 8 * DAY_MS + HOUR_MS + index, jkt: `b-${index}` }));
    expect(again.at(-1)?.size).toBe(20);
  });

  it('forgets the visits of a key', () => {
    const detector = detectorAfter(people(160, 'people'));
    wave(detector, 20);
    for (let index = 0; index < 20; index++) detector.erase({ key: `bot-${index}` });
    const next = visit(
      7 * DAY_MS + HOUR_MS,
      'next',
      typed(createRandom('x'), 3, () => 40),
    );
    expect(detector.see(next)).toEqual(NONE);
  });

  it('finds the same in the same visits', () => {
    const run = () => wave(detectorAfter(people(160, 'people')), 20);
    expect(run()).toEqual(run());
  });

  it('keeps what was sent, whatever its sender writes into it later', () => {
    const detector = detectorAfter(people(160, 'people'));
    const sent: Shown[] = [];
    wave(detector, 19, (index) => {
      const shown = typed(createRandom('own', index), 3, () => 40);
      sent.push(shown);
      return { evidence: { schema: 3, ...shown } };
    });
    for (const { values } of sent) values.fill(0);
    const next = visit(
      7 * DAY_MS + HOUR_MS,
      'next',
      typed(createRandom('x'), 3, () => 40),
    );
    expect(detector.see(next).size).toBe(20);
  });
});
