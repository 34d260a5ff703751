import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES, type Flag } from '../../../src/contract/protocol.ts';
import { FILE_NAMES, type FileName, generate } from '../../vectors/generate.ts';
import { answerTo, type Case, runCase, type Vectors } from '../../vectors/run.ts';

const read = (file: FileName) => JSON.parse(readFileSync(`test/vectors/${file}.json`, 'utf8')) as Vectors;
const files = await Promise.all(
  FILE_NAMES.map(async (file) => ({ file, committed: read(file), generated: await generate(file) })),
);

const answer = async ({ cases: _cases, ...setting }: Vectors, one: Case) =>
  answerTo(one.want, await runCase(setting, one));
const codeOf = ({ want }: Case): string => (typeof want === 'string' ? want : want.code);

describe.each(
  files.flatMap(({ file, committed, generated }) => [
    [`committed ${file}`, committed] as const,
    [`newly signed ${file}`, generated] as const,
  ]),
)('the %s', (_name, vectors) => {
  it.each(vectors.cases.map((one) => [one.name, one] as const))('%s', async (_case, one) => {
    expect(await answer(vectors, one)).toEqual(one.want);
  });
});

/** Whether a verifier without weights and ledger, as in `examples/verify`, can raise the flag. */
const IS_PORTABLE: Readonly<Record<Flag, boolean>> = {
  not_rescored: true,
  ephemeral_key: true,
  reduced_consent: true,
  unbound: true,
  binding_absent: true,
  // Of the evidence, scored again.
  score_mismatch: false,
  sparse_evidence: false,
  implausible_evidence: false,
  implausible_timing: false,
  assisted_entry: false,
  ood: false,
  // Of what a store remembers, and of the age in the binding cookie.
  near_duplicate: false,
  counter_regress: false,
  fresh_key: false,
  // A name that the protocol keeps; nothing raises it.
  agent_verified: false,
};

describe('the vector files', () => {
  it('have at least 100 tokens that must be refused, and each case once', () => {
    const cases = files.flatMap(({ committed }) => committed.cases);
    expect(cases.filter((one) => codeOf(one) !== 'ok').length).toBeGreaterThanOrEqual(100);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it('cover every code', () => {
    const covered = new Set(files.flatMap(({ committed }) => committed.cases.map(codeOf)));
    expect(CODES.filter((code) => !covered.has(code))).toEqual([]);
  });

  it('cover every flag that needs neither the weights nor what was remembered of other verdicts', () => {
    const wanted = files
      .flatMap(({ committed }) => committed.cases)
      .flatMap(({ want }) => (typeof want === 'string' ? [] : (want.flags ?? [])));
    const expected = Object.entries(IS_PORTABLE).filter(([, isPortable]) => isPortable);
    expect([...new Set(wanted)].sort()).toEqual(expected.map(([flag]) => flag).sort());
  });

  it('are what the script generates', () => {
    const outline = ({ cases }: Vectors) => cases.map(({ name, want }) => [name, want]);
    for (const { committed, generated } of files) expect(outline(committed)).toEqual(outline(generated));
  });

  it('stand on their own: whatever a port needs is in the file', () => {
    const needed = ['now', 'aud', 'op', 'sid', 'nonceKeys', 'jkt', 'txh', 'models', 'cases'];
    for (const { committed } of files) expect(Object.keys(committed)).toEqual(needed);
  });
});
