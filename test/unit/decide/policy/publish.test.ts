import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../../src/decide/policy/publish.ts';
import { SHIPPED } from '../../../../src/decide/policy/shipped/index.ts';
import { OTHERWISE, written } from './compiled.ts';

const rule = (when: string, change: object = {}) => ({ id: 'one', when, then: 'deny', ...change });
const faultsOf = async (source: unknown, hasAmounts = true) => {
  const result = await compilePolicy(source, { hasAmounts });
  return result.ok ? [] : result.faults;
};

describe('a policy that is published', () => {
  it.each(Object.entries(SHIPPED))('may be the shipped %s', async (name, policy) => {
    expect(await faultsOf(policy)).toEqual([]);
    const text = readFileSync(`src/decide/policy/shipped/${name}.json`, 'utf8');
    expect(JSON.parse(text)).toEqual(policy);
  });

  it('has one revision whatever its white space and order', async () => {
    const policy = written([rule('amount > 1.0')]);
    const { name, ...rest } = policy;
    const results = await Promise.all(
      [policy, JSON.stringify({ ...rest, name }, null, 4)].map((text) => compilePolicy(text)),
    );
    const [first, second] = results.map((result) => result.ok && result.policy.revision);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(second).toBe(first);
  });

  it('has another revision with another rule', async () => {
    const results = await Promise.all(
      ['amount > 1.0', 'amount > 2.0'].map((when) => compilePolicy(written([rule(when)]))),
    );
    expect(new Set(results.map((result) => result.ok && result.policy.revision)).size).toBe(2);
  });

  it.each([
    "'near_duplicate' in flags",
    "code in ['unbound', 'key_revoked']",
    'amount > 500.0 && key.age_days < 1.0',
    'amount >= 500',
    "flags.exists(f, f.startsWith('key_'))",
    "double(flags.filter(f, f != 'ood').size()) > 1.0",
    "'pointer' in groups && groups['pointer'] > 2.0",
    'double(size(flags)) > 2.0',
    'velocity.cards_per_key_1d > 4.0 ? travel.km > 10.0 : site.missing_rate > 0.5',
  ])('takes %s', async (when) => {
    expect(await faultsOf(written([rule(when)]))).toEqual([]);
  });

  it.each([
    ['amount >', /EOF.*at character 9/],
    ['amount', /gives double/],
    ['amount == 500', /double == int.*: write 500\.0$/],
    ['900 != amount', /int != double.*: write 900\.0$/],
    ['amount + 1 > 2.0', /double \+ int.*: write 1\.0$/],
    ['amount == 1u', /double == uint/],
    ['nothing > 1.0', /Unknown variable: nothing/],
    ['key.colour == 1.0', /No such key: colour/],
    ['velocity.cards_per_key_2d > 1.0', /No such key/],
    ["level.matches('(a+)+b')", /matches is not allowed/],
    ["flags.exists(f, f.matches('a'))", /matches is not allowed/],
    ['flags.all(f, flags.exists(g, g == f))', /exists inside all is not allowed.*at character/],
    ['flags.map(f, flags.map(g, g)).size() > 1', /map inside map/],
    ['cel.bind(a, flags + flags, cel.bind(b, a + a, b.size() > 2))', /bind inside bind/],
    ['flags.map(f, f + f).map(f, f + f).size() > 1', /map inside map/],
    ['(flags.map(f, f) + flags).exists(f, f == code)', /map inside exists/],
    ['flags.exists(f, cel.bind(a, f + f, a == f))', /bind inside exists/],
    [`amount > ${'1'.repeat(500)}.0`, /500 characters/],
    ['', /empty/],
  ])('refuses %s', async (when, reason) => {
    const [fault, ...others] = await faultsOf(written([rule('amount > 1.0', { id: 'first' }), rule(when)]));
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ path: 'rules[1].when', reason: expect.stringMatching(reason) });
  });

  it('tells the line of every fault', async () => {
    const text = `{ "name": "own", "actions": ["checkout"], "rules": [
      { "id": "a", "when": "amount > 1.0", "then": "deny" },
      { "id": "b", "when": "a } [ \\" mount", "then": "deny" },
      { "id": "c",
        "when": "key.colour" , "then": "deny" } ],
      "otherwise": ${JSON.stringify(OTHERWISE)} }`;
    expect((await faultsOf(text)).map(({ line, path }) => [line, path])).toEqual([
      [3, 'rules[1].when'],
      [5, 'rules[2].when'],
    ]);
  });

  it('tells the line of a syntax error', async () => {
    const text = '{ "name": "own",\n  "actions": ["checkout"],\n  "rules": [ }';
    expect(await faultsOf(text)).toMatchObject([{ line: 3, reason: expect.stringMatching(/is no JSON/) }]);
  });

  // The engine names no position for some of these.
  it.each([
    ['a bare word', '"rules": [\nx ],\n"more": 1 }\n\n'],
    ['a comma too many', '"rules": [\n, ],\n"more": 1 }\n\n'],
    ['a second member of one name', '"rules": [],\n"name": "other" }\n\n'],
    ['a second member, differently written', '"rules": [],\n"n\\u0061me": "other" }\n\n'],
    ['a wrong bracket', '"rules": [\n} }\n\n'],
  ])('tells the line of %s', async (_, rest) => {
    const faults = await faultsOf(`{ "name": "own",\n${rest}`);
    expect(faults).toMatchObject([{ line: 3, reason: expect.stringMatching(/is no JSON/) }]);
  });

  it('refuses what has no JSON', async () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    const throwing = {
      toJSON() {
        throw new Error('no');
      },
    };
    for (const source of [self, { amount: 1n }, throwing])
      expect(await faultsOf(source)).toMatchObject([{ line: 1, reason: 'cannot be written as JSON' }]);
  });

  it.each<[string, object, RegExp]>([
    ['a zero in a note', { rules: [rule('amount > 1.0', { note: '\0' })] }, /note .*stored/],
    ['half a character', { rules: [rule("code == '\ud800'")] }, /when .*stored/],
    ['another outcome', { rules: [rule('amount > 1.0', { then: 'block' })] }, /"allow"/],
    ['an unknown member', { rules: [rule('amount > 1.0', { thn: 1 })] }, /thn/],
    [
      'a held challenge',
      { rules: [rule('amount > 1.0', { then: 'challenge', hold: true })] },
      /review alone/,
    ],
    ['no action', { actions: [] }, /name an action/],
    [
      '201 rules',
      { rules: Array.from({ length: 201 }, (_, i) => rule('true', { id: `r${i}` })) },
      /200 rules/,
    ],
    ['an `otherwise` without missing', { otherwise: { ...OTHERWISE, missing: undefined } }, /missing/],
    ['a mild unknown', { otherwise: { ...OTHERWISE, unknown: 'allow' } }, /milder than medium/],
    ['a mild missing', { otherwise: { ...OTHERWISE, missing: 'allow' } }, /milder than medium/],
    ['a mild refused', { otherwise: { ...OTHERWISE, refused: 'allow' } }, /milder than medium/],
    [
      'a mild refused below a held medium',
      {
        otherwise: {
          ...OTHERWISE,
          medium: { then: 'review', hold: true },
          unknown: 'deny',
          missing: 'deny',
          refused: 'review',
        },
      },
      /milder than medium/,
    ],
    ['a long text', { name: 'x'.repeat(70_000) }, /65536 bytes/],
  ])('refuses %s', async (_, change, reason) => {
    const faults = await faultsOf(written([], change));
    expect(faults.map((fault) => `${fault.line} ${fault.path} ${fault.reason}`).join('\n')).toMatch(reason);
    expect(faults.every(({ line }) => line > 0)).toBe(true);
  });

  it('names an id that two rules have, and both lines', async () => {
    const text = `{ "name": "own", "actions": ["checkout"], "otherwise": ${JSON.stringify(OTHERWISE)}, "rules": [
      { "id": "far", "when": "amount > 1.0", "then": "deny" },
      { "id": "near", "when": "amount > 2.0", "then": "deny" },
      { "when": "amount > 3.0", "then": "deny",
        "id": "far" } ] }`;
    const reason = 'far: two rules have this id, the other one is on line 2';
    expect(await faultsOf(text)).toEqual([{ code: 'id_repeated', line: 5, path: 'rules[2].id', reason }]);
  });

  it.each<[string, unknown]>([
    ['json_invalid', '{'],
    ['json_invalid', { amount: 1n }],
    ['too_long', 'x'.repeat(70_000)],
    ['member_invalid', {}],
    ['condition_invalid', written([rule('nothing')])],
    ['condition_invalid', written([rule("level.matches('a')")])],
    ['id_repeated', written([rule('true'), rule('false')])],
    ['amount_never_given', written([rule('amount > 1.0')])],
    ['otherwise_mild', written([], { otherwise: { ...OTHERWISE, missing: 'allow' } })],
  ])('gives every fault a code, such as %s', async (code, source) => {
    const faults = await faultsOf(source, false);
    expect(new Set(faults.map((fault) => fault.code))).toEqual(new Set([code]));
  });

  it.each([undefined, null, 7, '', 'null', '[]', '"text"', () => 1])('refuses %s', async (source) => {
    expect((await faultsOf(source)).length).toBeGreaterThan(0);
  });

  it('refuses rules on amounts where the site never gives any', async () => {
    const faults = await faultsOf(written([rule('level == "high" && amount > 1.0')]), false);
    expect(faults).toMatchObject([{ path: 'rules[0].when', reason: expect.stringMatching(/never gives/) }]);
    expect(await faultsOf(written([rule('level == "high"')]), false)).toEqual([]);
  });
});
