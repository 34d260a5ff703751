import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../src/contract/protocol.ts';
import { generate } from '../../vectors/generate.ts';
import { runCase, type Vectors } from '../../vectors/run.ts';

const committed = JSON.parse(readFileSync('test/vectors/verdicts.json', 'utf8')) as Vectors;
const generated = await generate();

/** These need a store that fails or a policy, which a file of tokens cannot say. */
const ELSEWHERE = ['unbound', 'replay_store_unavailable'];

async function codeOf(
  { cases: _cases, ...setting }: Vectors,
  one: Vectors['cases'][number],
): Promise<string> {
  const result = await runCase(setting, one);
  return result.ok ? 'ok' : result.code;
}

describe.each([
  ['committed', committed],
  ['newly signed', generated],
])('the %s vectors', (_name, vectors) => {
  it.each(vectors.cases.map((one) => [one.name, one] as const))('%s', async (_case, one) => {
    expect(await codeOf(vectors, one)).toBe(one.want);
  });
});

describe('the vector file', () => {
  it('has at least 100 tokens that must be refused, and each case once', () => {
    expect(committed.cases.filter(({ want }) => want !== 'ok').length).toBeGreaterThanOrEqual(100);
    expect(new Set(committed.cases.map(({ name }) => name)).size).toBe(committed.cases.length);
  });

  it('covers every code that a token alone can cause', () => {
    const covered = new Set(committed.cases.map(({ want }) => want));
    expect(CODES.filter((code) => !covered.has(code))).toEqual(ELSEWHERE);
  });

  it('is what the script generates', () => {
    const outline = ({ cases }: Vectors) => cases.map(({ name, want }) => [name, want]);
    expect(outline(committed)).toEqual(outline(generated));
  });
});
