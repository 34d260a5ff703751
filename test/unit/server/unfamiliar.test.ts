import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FEATURES,
  GROUP_NAMES,
  GROUPS,
  type GroupName,
  MEMBERS,
  SCHEMA_ID,
} from '../../../src/contract/features/index.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { explain } from '../../../src/scoring/explain.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import type { AlignmentSource } from '../../../src/server/alignment.ts';
import type { Accepted, VerifierOptions } from '../../../src/server/index.ts';
import { equip, loadModel } from '../../../src/server/model/model.ts';
import { judge, type Regions, readSeen, unfamiliarIn } from '../../../src/server/model/unfamiliar.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { createRandom } from '../../../train/random.ts';
import { evidence as anyEvidence } from '../scoring/evidence-arbitrary.ts';
import { manifestOf, randomModel, schemaNetwork } from '../scoring/model.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const plain = await randomModel(97);

/** Points of a group, every feature of each the same number of steps. */
const pointsAt = (group: GroupName, ...steps: readonly number[]): string =>
  encodeBase64url(Uint8Array.from(steps.flatMap((step) => MEMBERS[group].map(() => step))));
const ALONE = GROUP_NAMES.filter((group) => GROUPS[group].alone);
const regionsOf = (seen: unknown): Regions => readSeen(seen) ?? expect.fail('seen was refused');

/** Evidence of these groups, every feature the same number of steps. */
function showing(steps: Partial<Record<GroupName, number>>): Evidence {
  const groups = FEATURES.map(({ name }) => name.split('.')[0] as GroupName);
  return {
    schema: SCHEMA_ID,
    flags: 0,
    values: Int8Array.from(groups, (group) => steps[group] ?? 0),
    missing: Uint8Array.from(groups, (group) => (steps[group] === undefined ? 1 : 0)),
  };
}

describe('evidence of a group', () => {
  const regions = regionsOf({ motion: { points: pointsAt('motion', -40, 40), radius: 10 } });

  it.each([
    [40, []],
    [-50, []],
    [50, []],
    [51, ['motion']],
    [0, ['motion']],
    [127, ['motion']],
  ] as const)('of %s steps is as far from the nearest point as it is', (steps, expected) => {
    expect(unfamiliarIn(showing({ motion: steps, keys: 127 }), regions)).toEqual(expected);
  });

  it('is compared over the features that are present', () => {
    const shown = showing({ motion: 40 });
    const [first = 0] = MEMBERS.motion;
    const off = { ...shown, values: shown.values.with(first, 127) };
    expect(unfamiliarIn(off, regions)).toEqual(['motion']);
    const hidden = { ...shown, missing: shown.missing.with(first, 1), values: shown.values.with(first, 0) };
    expect(unfamiliarIn(hidden, regions)).toEqual([]);
  });

  it('is nothing where the group is too thin to count', () => {
    const shown = showing({ motion: 127 });
    const thin = MEMBERS.motion.slice(GROUPS.motion.minPresent - 1);
    const missing = shown.missing.map((bit, index) => (thin.includes(index) ? 1 : bit));
    expect(unfamiliarIn({ ...shown, missing }, regions)).toEqual([]);
  });

  it('is familiar where nothing says what training saw', () => {
    fc.assert(fc.property(anyEvidence, (evidence) => unfamiliarIn(evidence, regionsOf({})).length === 0));
    expect(readSeen(undefined)?.size).toBe(0);
  });
});

describe('a level', () => {
  const LEARNT = ALONE.filter((group) => group !== 'keys');
  const anyGroups = fc.subarray([...LEARNT], { minLength: 1 });
  /** Regions that no evidence of these groups lies in. */
  const nowhere = (groups: readonly GroupName[]): Regions =>
    new Map(groups.map((group) => [group, { points: [], most: 1 }]));
  const without = (groups: readonly GroupName[], evidence: Evidence): Evidence => {
    const hidden = groups.flatMap((group) => MEMBERS[group]);
    return {
      ...evidence,
      values: evidence.values.map((value, index) => (hidden.includes(index) ? 0 : value)),
      missing: evidence.missing.map((bit, index) => (hidden.includes(index) ? 1 : bit)),
    };
  };

  it('is the one that it is both with and without them, else unknown, and medium rather than high', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyEvidence, anyGroups, (evidence, groups) => {
        const whole = scoreEvidence(plain, evidence).level;
        const rest = scoreEvidence(plain, without(groups, evidence)).level;
        const { level } = judge(plain, evidence, nowhere(groups));
        seen.add(`${whole} ${rest}`);
        const isSuspicious = [whole, rest].every((one) => one === 'medium' || one === 'high');
        expect(level).toBe(whole === rest ? whole : isSuspicious ? 'medium' : 'unknown');
      }),
      { numRuns: 2000, seed: 57 },
    );
    for (const pair of ['unknown low', 'high medium', 'medium high', 'low unknown', 'low medium'])
      expect(seen).toContain(pair);
  });

  it('rests on as much as was seen: nobody makes the rest thin by making a group unfamiliar', () => {
    const manifest = { ...plain.manifest, thresholds: { medium: 0.01, high: 0.999, source: 'for tests' } };
    const strict = { ...plain, manifest };
    const evidence = showing({ pointer_jump: 40, motion: 127 });
    expect(scoreEvidence(strict, showing({ pointer_jump: 40 })).level).toBe('unknown');
    expect(scoreEvidence(strict, evidence).level).toBe('medium');
    expect(judge(strict, evidence, nowhere(['motion'])).level).toBe('medium');
  });

  it('keeps logit, score and contributions of the whole, and names groups where it changes', () => {
    fc.assert(
      fc.property(anyEvidence, anyGroups, (evidence, groups) => {
        const { level: alone, ...expected } = scoreEvidence(plain, evidence);
        const { level, unfamiliar, ...rest } = judge(plain, evidence, nowhere(groups));
        expect(rest).toEqual(expected);
        expect(unfamiliar).toEqual(level === alone ? [] : unfamiliarIn(evidence, nowhere(groups)));
      }),
    );
  });
});

describe('a manifest', () => {
  const good = { motion: { points: pointsAt('motion', 0), radius: 1 } };

  it.each([
    ['no object', 'motion'],
    ['null', null],
    ['an unknown group', { gait: good.motion }],
    ['a group of the prototype', JSON.parse('{"__proto__":{"points":"AA","radius":1}}')],
    ['no points', { motion: { points: '', radius: 1 } }],
    ['points of another length', { motion: { points: pointsAt('keys', 0, 0).slice(0, -2), radius: 1 } }],
    ['points that are no base64url', { motion: { points: '+++/', radius: 1 } }],
    ['points that are bytes', { motion: { points: [0, 1], radius: 1 } }],
    ['no radius', { motion: { points: good.motion.points } }],
    ['a radius of zero', { motion: { ...good.motion, radius: 0 } }],
    ['a radius that is no number', { motion: { ...good.motion, radius: Number.NaN } }],
    ['a radius without end', { motion: { ...good.motion, radius: Number.POSITIVE_INFINITY } }],
    ['a list', []],
    [
      'more points than a verdict has time for',
      { motion: { points: pointsAt('motion', ...Array(257).fill(1)), radius: 1 } },
    ],
    ['a text as radius', { motion: { ...good.motion, radius: '9' } }],
    ['a group of null', { motion: null }],
  ])('whose seen is %s is refused by the loader of a backend', async (_, seen) => {
    expect(readSeen(seen)).toBeNull();
    const network = schemaNetwork(97);
    const bytes = writeOnnx(network);
    expect(await loadModel(bytes, { ...manifestOf(bytes, network), seen })).toEqual({
      ok: false,
      code: 'model_malformed',
      detail: 'manifest: seen',
    });
  });
});

describe('a verdict', () => {
  const levels = { medium: 0.3, high: 0.5, source: 'for tests' };
  const manifest = { ...plain.manifest, thresholds: levels };
  const [shown, alone] = worst();
  const group = alone[0] ?? expect.fail('no group accuses alone');
  const near = equip({ ...plain, manifest }, new Map());
  const far = equip(
    { ...plain, manifest },
    regionsOf({ [group]: { points: pointsAt(group, -100), radius: 5 } }),
  );

  /** Evidence of some groups that is suspicious by one group. */
  function worst(): readonly [Evidence, readonly GroupName[]] {
    const random = createRandom('suspicious by one group');
    for (let draw = 0; draw < 5000; draw += 1) {
      const steps = Object.fromEntries(
        ALONE.filter(() => random.chance(0.5)).map((name) => [name, random.integer(-60, 60)]),
      );
      const evidence = showing(steps);
      const whole = scoreEvidence({ ...plain, manifest }, evidence);
      const found = ALONE.filter((name) => {
        const { [name]: _, ...others } = steps;
        const rest = scoreEvidence({ ...plain, manifest }, showing(others));
        return ['medium', 'high'].includes(whole.level) && rest.level === 'low';
      });
      if (found.length > 0) return [evidence, found];
    }
    throw new Error('no evidence is suspicious by one group');
  }

  async function verdictBy(model: typeof near, options: Partial<VerifierOptions> = {}): Promise<Accepted> {
    const { q } = model.score(shown);
    const { rc } = await explain(model, shown);
    const token = await forge.token({
      claims: { mdl: model.id, ev: encodeBase64url(encodeEvidence(shown)), q, rc },
    });
    const result = await create({ models: [model], ...options }).verify(token, request);
    if (!result.ok) throw new Error(result.code);
    return result;
  }

  it('that rests on unfamiliar evidence is unknown, with a flag and a reason of its own', async () => {
    const [before, after] = [await verdictBy(near), await verdictBy(far)];
    expect(['medium', 'high']).toContain(before.level);
    expect(before.flags).not.toContain('ood');
    expect(after.level).toBe('unknown');
    expect(after.flags).toContain('ood');
    expect(after.flags).not.toContain('sparse_evidence');
    expect(after.reasons.at(-2)).toEqual({
      code: 'unfamiliar',
      weight: 0,
      direction: 'neutral',
      text: expect.stringContaining(GROUPS[group].title),
    });
    expect(after.reasons.toSpliced(-2, 1)).toEqual(before.reasons);
    expect([after.score, after.logit, after.groups]).toEqual([before.score, before.logit, before.groups]);
    expect(after.recomputed).toEqual(before.recomputed);
  });

  it('by the site’s own measures is flagged by what those show', async () => {
    const [index = 0] = MEMBERS[group];
    const measures = (offset: number): SiteMeasures => ({
      features: FEATURES.map((_, at) => (MEMBERS[group].includes(at) ? { offset, slope: 0 } : null)),
      thresholds: 0,
    });
    // Measures of a site only ever excuse: take some that do.
    const offset =
      [-30, 30, -20, 20].find(
        (steps) => near.align(shown, measures(steps)).logit < near.score(shown).logit,
      ) ?? expect.fail('no measures excuse');
    const alignmentOf = (decides: boolean): AlignmentSource => ({
      measuresFor: () => ({ profile: 'p', measures: measures(offset) }),
      decides,
    });
    const point = (shown.values[index] ?? 0) + offset;
    const there = equip(
      { ...plain, manifest },
      regionsOf({ [group]: { points: pointsAt(group, point), radius: 10 } }),
    );
    const beside = await verdictBy(there, { alignment: alignmentOf(false) });
    expect([beside.level, beside.flags.includes('ood')]).toEqual(['unknown', true]);
    const own = await verdictBy(there, { alignment: alignmentOf(true) });
    expect(own.flags).not.toContain('ood');
    expect(own.reasons.map(({ code }) => code)).not.toContain('unfamiliar');
    expect(own.level).toBe(near.align(shown, measures(offset)).level);
  });

  it('has reasons that add up to its logit all the same', async () => {
    const { reasons, logit } = await verdictBy(far);
    expect(reasons.reduce((sum, { weight }) => sum + weight, 0)).toBe(logit);
  });
});
