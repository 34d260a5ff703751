import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicyBook } from '../../../../src/decide/index.ts';
import { compilePolicy } from '../../../../src/decide/policy/publish.ts';
import { SHIPPED } from '../../../../src/decide/policy/shipped/index.ts';
import { variables } from '../variables.ts';
import { compiled, written } from './compiled.ts';

const DENIED = { id: 'deny_list', when: 'denied.key', then: 'deny' };
const rule = (when: string, change: object = {}) => ({ id: 'one', when, then: 'challenge', ...change });

/** Codes and reasons of the warnings of rules that come after one that reads the deny list. */
async function warningsOf(...rules: readonly object[]): Promise<readonly string[]> {
  const { warnings } = await compiled(written([DENIED, ...rules]));
  return warnings.map(({ code, reason }) => `${code} ${reason}`);
}

describe('a policy that is taken', () => {
  it.each<readonly [string, unknown]>([
    ...Object.entries(SHIPPED),
    ...['checkout', 'cautious'].map((name): readonly [string, unknown] => [
      `demo’s ${name}`,
      readFileSync(`demo/policies/${name}.json`, 'utf8'),
    ]),
  ])('has no warning where it is the %s', async (_, policy) => {
    expect((await compiled(policy)).warnings).toEqual([]);
  });

  it('is warned of with line, path and code, as a draft and wherever it stands', async () => {
    const text = JSON.stringify(written([DENIED, rule("level == 'hgih'")]), null, 2);
    const line = text.split('\n').findIndex((one) => one.includes('hgih')) + 1;
    const reason =
      "one: level: there is no 'hgih', only low, medium, high, unknown, refused, missing (at character 1)";
    const warnings = [{ code: 'value_unknown', line, path: 'rules[1].when', reason }];
    const book = await createPolicyBook({ live: [text] });
    const drafted = await book.draft(text, 'ann');
    expect(drafted).toMatchObject({ ok: true, warnings });
    expect(book.entries()[0]?.policy.warnings).toEqual(warnings);
    expect(await compilePolicy(text)).toMatchObject({ ok: true, policy: { warnings } });
  });

  it('is warned of where no rule reads the deny list', async () => {
    for (const rules of [[], [rule('amount > 1.0')]]) {
      const { warnings } = await compiled(written(rules));
      expect(warnings).toMatchObject([{ code: 'deny_list_unread', path: 'rules', line: 6 }]);
    }
    expect(await warningsOf(rule("level == 'high'"))).toEqual([]);
  });
});

describe('a text that no fact is', () => {
  it.each([
    ["level == 'hgih'", /^value_unknown one: level: there is no 'hgih', only low/],
    ["'hgih' != level", /no 'hgih'/],
    ["!(level == 'High')", /no 'High'/],
    ["level in ['high', 'hgih']", /no 'hgih'/],
    ["travel.kind == 'someoneelse'", /travel.kind: .*'someoneelse', only .*someone_else/],
    ["travel['kind'] == 'someoneelse'", /travel.kind: .*someone_else/],
    ["amount > 1.0 && (key.known || network.kind == 'VPN')", /network.kind: .*'VPN', only residential, vpn/],
    ["agent.state == 'valid'", /agent.state: .*only none, verified/],
    ["code in ['key_missmatch']", /code: .*'key_missmatch', only '', missing/],
    ["'near_dupe' in flags", /flags: .*'near_dupe', only .*near_duplicate/],
    ["flags.exists(f, f == 'near_dupe')", /flags: .*'near_dupe'/],
    ["flags.all(level, level != 'low')", /flags: .*'low'/],
    ["'offline' in degraded", /degraded: .*only not_rescored/],
    ["'pointer' in groups", /groups: .*'pointer', only .*motion/],
    ['has(groups.pointer) && key.known', /groups: .*'pointer'/],
    ["groups['pointer'] > 2.0", /groups: .*'pointer'/],
    ["'pointer.speed' in reasons", /reasons: .*'pointer.speed'/],
    ["currency == 'eur'", /currency: .*'eur', only three capital letters/],
    ["action == 'pay'", /action: there is no 'pay', only checkout/],
  ])('is told of %s', async (when, told) => {
    expect(await warningsOf(rule(when))).toEqual([expect.stringMatching(told)]);
  });

  it.each([
    "level == 'high' || level in ['refused', 'missing']",
    "code == '' || code in ['key_mismatch', 'unbound', 'key_revoked']",
    "flags.exists(f, f == 'unbound') && 'motion' in groups && groups['motion'] > 1.0",
    "'motion.speed_p95' in reasons || 'baseline' in reasons",
    "currency in ['EUR', '', 'JPY'] && action == 'checkout'",
    "agent.name == 'anything' || agent.code == 'of the site'",
  ])('is not told of %s', async (when) => {
    expect(await warningsOf(rule(when))).toEqual([]);
  });
});

describe('a number that no fact is', () => {
  it.each([
    ['score > 90.0', /^value_out_of_range one: score is −1 to 1: this never holds \(at character 1\)$/],
    ['80.0 <= risk.p', /risk.p is −1 to 1: this never holds/],
    ['key.known && score < 50.0', /this always holds \(at character 14\)/],
    ['!(site.missing_rate > 5.0)', /site.missing_rate is 0 to 1: this never holds/],
    ['velocity.cards_per_key_1d > 100.0', /is 0 to 65: this never holds/],
    ['velocity.attempts_per_ip_1h < 0.0', /is 0 or more: this never holds/],
    ['amount >= 0.0', /amount is 0 or more: this always holds/],
    ['amount == -1.0', /this never holds/],
  ])('is told of %s', async (when, told) => {
    expect(await warningsOf(rule(when))).toEqual([expect.stringMatching(told)]);
  });

  it.each([
    'score < 0.0 || score >= 1.0',
    'velocity.cards_per_key_1d > 64.0',
    'amount > 0.0 && velocity.amount_per_key_1d > 100000.0',
    'amount < score',
  ])('is not told of %s', async (when) => {
    expect(await warningsOf(rule(when))).toEqual([]);
  });
});

describe('a rule that never holds', () => {
  it.each([
    'false',
    '!true',
    '1.0 > 2.0',
    'key.known && false',
    "level == 'low' && level == 'high'",
    "level == 'low' && (key.known && level != 'low')",
    'amount > 500.0 && amount < 100.0',
    'amount > 500.0 && !(amount > 100.0)',
    '(amount < 1.0 && 1.0 <= amount) || !(key.known || true)',
  ])('is told: %s', async (when) => {
    expect(await warningsOf(rule(when), { ...rule('amount > 1.0'), id: 'two' })).toEqual([
      'never_holds one: is false for every visit',
    ]);
  });
});

describe('a rule that never decides', () => {
  it.each([
    ['amount > 1.0', 'amount > 1.0'],
    ['amount > 1.0', '1.0<amount'],
    ['key.known && amount > 1.0', 'amount > 1.0 && key.known'],
    ["level == 'high'", "level == 'high' && amount > 100.0"],
    ['amount > 100.0', 'amount > 500.0'],
    ['amount > 100.0', 'amount >= 100.5'],
    ['amount >= 100.0', 'amount == 100.0'],
    ['amount < 100.0', '!(amount >= 50.0)'],
    ["level in ['high', 'medium']", "level == 'high'"],
    ["level != 'low'", "level in ['high', 'unknown']"],
    ["level != 'low'", "!(level in ['low', 'medium'])"],
    ["level == 'high' || key.known", 'key.known'],
    ["level == 'high' || key.known", "(key.known || level == 'high') && amount > 1.0"],
    ["level == 'high' || key.known || key.bound", "key.bound || level == 'high'"],
    ["'ood' in flags", "'ood' in flags && size(flags) > 1"],
    ['true', 'amount > 1.0'],
    ['key.known || !key.known || true', 'amount > 1.0'],
    ["level == 'low' || level != 'low'", 'amount > 1.0'],
    ['amount > 1.0 || amount < 2.0', 'key.known'],
  ])('is told: after %s comes %s', async (first, second) => {
    const rules = [rule(first), { ...rule(second), id: 'two' }];
    expect(await warningsOf(...rules)).toEqual([
      'never_decides two: one holds wherever this does, and decides first',
    ]);
  });

  it.each([
    ['amount > 500.0', 'amount > 100.0'],
    ['amount > 100.0', 'amount >= 100.0'],
    ["level == 'high' && key.known", "level == 'high'"],
    ["level in ['high', 'medium']", "level in ['high', 'unknown']"],
    ["level == 'low'", "level != 'high'"],
    ['key.known', 'key.bound'],
    ['key.known && key.bound', 'key.known || key.bound'],
    ["'ood' in flags", "'unbound' in flags"],
    ['amount > 1.0', 'size(flags) > 1'],
    ['amount > 1.0 || amount < 0.5', 'key.known'],
  ])('is another one: after %s comes %s', async (first, second) => {
    expect(await warningsOf(rule(first), { ...rule(second), id: 'two' })).toEqual([]);
  });

  it('may come after an `allow`, which decides nothing without a verdict', async () => {
    const first = rule('amount > 1.0', { then: 'allow' });
    const second = { ...rule('amount > 1.0'), id: 'two' };
    expect(await warningsOf(first, second)).toEqual([]);
    expect(await warningsOf(first, { ...second, then: 'allow' })).toHaveLength(1);
  });

  it('really never does', async () => {
    const number = fc.constantFrom(0, 1, 2, 3).map((n) => `${n}.0`);
    const atom = fc.oneof(
      fc
        .tuple(fc.constantFrom('>', '>=', '<', '<=', '==', '!='), number)
        .map(([op, n]) => `amount ${op} ${n}`),
      fc.subarray(["'low'", "'high'", "'medium'"], { minLength: 1 }).map((list) => `level in [${list}]`),
      fc.constantFrom('key.known', '!key.known', "level != 'low'", 'true', 'false'),
    );
    const condition = fc.letrec<{ all: string }>((tie) => ({
      all: fc.oneof(
        { maxDepth: 3 },
        atom,
        fc
          .tuple(tie('all'), fc.constantFrom('&&', '||'), tie('all'))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        tie('all').map((one) => `!(${one})`),
      ),
    })).all;
    const visits = ['low', 'medium', 'high'].flatMap((level) =>
      [0, 0.5, 1, 1.5, 2, 2.5, 3, 4].flatMap((amount) =>
        [true, false].map((known) => variables({ level, amount, key: { ...variables().key, known } })),
      ),
    );
    await fc.assert(
      fc.asyncProperty(condition, condition, async (first, second) => {
        const policy = await compiled(written([DENIED, rule(first), { ...rule(second), id: 'two' }]));
        for (const { code, path } of policy.warnings) {
          const place = Number(path.replace(/\D/g, ''));
          const told = policy.rules[place]?.condition;
          const before = policy.rules[place - 1]?.condition;
          const decides = visits.filter((visit) => told?.test(visit));
          if (code === 'never_holds') expect(decides).toEqual([]);
          if (code === 'never_decides') expect(decides.filter((visit) => !before?.test(visit))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nested', `${"!(key.known || 'ood' in flags && ".repeat(14)}true${')'.repeat(14)}`],
    ['wide', Array.from({ length: 22 }, (_, n) => `amount == ${n}.0`).join(' || ')],
  ])('is found among many, however %s they are', async (_, when) => {
    const rules = Array.from({ length: 100 }, (__, n) => ({ ...rule(when), id: `r${n}` }));
    expect(await warningsOf(...rules)).toEqual(
      rules.slice(1).map(({ id }) => `never_decides ${id}: r0 holds wherever this does, and decides first`),
    );
  });
});
