import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FEATURES, type GroupName, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Manifest } from '../../../src/contract/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { readSeen, unfamiliarIn } from '../../../src/server/model/unfamiliar.ts';
import { placePoints } from '../../../train/export/points.ts';
import { type SeenEvidence, seenOf } from '../../../train/export/seen.ts';
import { FITTED } from '../../../train/fit/select.ts';
import { createRandom } from '../../../train/random.ts';

/** Evidence of one group around a number of steps. */
function around(group: GroupName, centre: number, random = createRandom('around', group, centre)): Evidence {
  const missing = Uint8Array.from(FEATURES, (_, index) => (MEMBERS[group].includes(index) ? 0 : 1));
  const values = Int8Array.from(FEATURES, (_, index) =>
    missing[index] === 1 ? 0 : Math.round(random.normal(centre, 5)),
  );
  return { schema: SCHEMA_ID, flags: 0, values, missing };
}

function rows(group: GroupName, centre: number, kind: Partial<SeenEvidence> & { readonly n: number }) {
  const { n, automation = false, source = 'sapimouse', family = 'human' } = kind;
  const random = createRandom('rows', group, centre, source, family);
  return Array.from({ length: n }, () => ({
    automation,
    source,
    family,
    evidence: around(group, centre, random),
  }));
}

const training = [
  ...rows('motion', 20, { n: 600 }),
  ...rows('motion', -30, { n: 400, source: 'dlrv' }),
  ...rows('motion', 90, { n: 300, automation: true, family: 'line' }),
  ...rows('keys', 0, { n: 300, source: 'hofstra' }),
];
const seen = seenOf(training, 4);
const regions = readSeen(seen) ?? expect.fail('what training wrote is refused');
const isUnfamiliar = ({ evidence }: { readonly evidence: Evidence }) =>
  unfamiliarIn(evidence, regions).length > 0;

describe('what training saw', () => {
  it('is written for learnt groups that there was evidence of, as a backend reads it', () => {
    expect(Object.keys(seen).sort()).toEqual(['keys', 'motion']);
    expect(regions.get('motion')?.points).toHaveLength(4);
  });

  it('leaves 1 % of a recorder’s people outside at the most, and nearly as many', () => {
    const shares = ['sapimouse', 'dlrv', 'hofstra'].map((source) => {
      const people = training.filter((row) => row.source === source && !row.automation);
      return people.filter(isUnfamiliar).length / people.length;
    });
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.01);
    expect(Math.max(...shares)).toBeGreaterThan(0);
  });

  it('holds people and scripts, and neither what lies between them nor beyond', () => {
    for (const centre of [20, -30, 90])
      expect(isUnfamiliar({ evidence: around('motion', centre) })).toBe(false);
    for (const centre of [55, -90, -5, 127])
      expect(isUnfamiliar({ evidence: around('motion', centre) })).toBe(true);
  });

  it('lets a recorder of few rows set the radius by its furthest', () => {
    // One of them lies far away, and a share of all rows would leave it outside.
    const far = rows('motion', -127, { n: 1, source: 'antiai' });
    const few = [
      ...training,
      ...rows('motion', 60, { n: 48, source: 'antiai' }),
      ...far,
      ...rows('path', 0, { n: 500, source: 'antiai' }),
    ];
    const wider = readSeen(seenOf(few, 1)) ?? expect.fail('refused');
    for (const { source, evidence } of few)
      if (source === 'antiai') expect(unfamiliarIn(evidence, wider)).not.toContain('motion');
    const many = [...few, ...rows('motion', 60, { n: 60, source: 'antiai' })];
    const narrower = readSeen(seenOf(many, 1)) ?? expect.fail('refused');
    expect(far.flatMap(({ evidence }) => unfamiliarIn(evidence, narrower))).toEqual(['motion']);
  });

  it('gives up no more of a rare group than of a frequent one', () => {
    const rare = [
      ...rows('path', 0, { n: 5000 }),
      ...rows('swipe', 0, { n: 60 }),
      ...rows('swipe', 90, { n: 3 }),
    ];
    const own = readSeen(seenOf(rare, 1)) ?? expect.fail('refused');
    const out = rare.filter(({ evidence }) => unfamiliarIn(evidence, own).includes('swipe'));
    expect(out).toHaveLength(0);
  });

  it('says nothing of a group that only scripts had, and a backend takes people that lie on one spot', () => {
    const spot = around('touch', 9);
    const some = [
      ...training,
      ...rows('scroll', 0, { n: 100, automation: true, family: 'wheel' }),
      ...Array.from({ length: 10 }, () => ({
        automation: false,
        source: 'dlrv',
        family: 'human',
        evidence: spot,
      })),
    ];
    const own = seenOf(some, 4);
    expect(Object.keys(own).sort()).toEqual(['keys', 'motion', 'touch']);
    expect(own.touch?.radius).toBe(1);
    expect(readSeen(own)).not.toBeNull();
  });

  it('places points on every recorder and family, however few they are', () => {
    const many = [
      ...training,
      ...rows('motion', -90, { n: 5000 }),
      ...rows('motion', 120, { n: 30, automation: true, family: 'arc' }),
    ];
    const own = readSeen(seenOf(many, 5)) ?? expect.fail('refused');
    const isNear = (centre: number) =>
      own.get('motion')?.points.some((point) => point.every((step) => Math.abs(step - centre) < 16)) ?? false;
    for (const centre of [20, -30, 90, -90, 120]) expect([centre, isNear(centre)]).toEqual([centre, true]);
  });

  it('is the same for the same evidence', () => {
    expect(seenOf(training, 4)).toEqual(seen);
  });

  it('fits 2 KB with all groups and points', () => {
    const learnt = seenOf(FITTED.flatMap((group) => rows(group, 0, { n: 60 })));
    const written = Object.values(learnt).reduce((sum, { points }) => sum + (3 * points.length) / 4, 0);
    expect(Object.keys(learnt)).toHaveLength(FITTED.length);
    expect(written).toBeLessThanOrEqual(2048);
  });
});

describe('the shipped model', () => {
  const manifest = JSON.parse(readFileSync('model/manifest.json', 'utf8')) as Manifest;

  it('says of every learnt group where its training lies, in 2 KB', () => {
    expect([...(readSeen(manifest.seen)?.keys() ?? [])].sort()).toEqual([...FITTED].sort());
    const bytes = Object.values(manifest.seen ?? {}).reduce(
      (sum, { points }) => sum + (3 * points.length) / 4,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(2048);
  });
});

describe('points', () => {
  it('end where evidence lies', () => {
    const evidence = [...rows('motion', 20, { n: 50 }), ...rows('motion', -60, { n: 50 })].map(
      (row) => row.evidence,
    );
    const points = placePoints(evidence, {
      members: MEMBERS.motion,
      count: 2,
      random: createRandom('points'),
    });
    const centres = points.map((point) => point.reduce((sum, step) => sum + step, 0) / point.length);
    expect(centres.sort((a, b) => a - b).map(Math.round)).toEqual([
      expect.closeTo(-60, -0.5),
      expect.closeTo(20, -0.5),
    ]);
  });

  it('are as many as there are different rows, if those are fewer', () => {
    const one = around('motion', 9);
    const random = createRandom('points');
    expect(placePoints([one, one, one], { members: MEMBERS.motion, count: 5, random })).toHaveLength(1);
  });

  it('leave a feature that is missing out of distances and means', () => {
    const [first = 0] = MEMBERS.motion;
    const whole = around('motion', 10);
    const part = { ...whole, missing: whole.missing.with(first, 1), values: whole.values.with(first, 0) };
    const random = createRandom('points');
    const [point] = placePoints([whole, part], { members: MEMBERS.motion, count: 1, random });
    expect(point?.[0]).toBe(whole.values[first]);
  });
});
