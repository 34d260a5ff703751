import { describe, expect, it } from 'vitest';
import { type Answer, strictnessOf } from '../../../../src/decide/outcome.ts';
import { evaluate } from '../../../../src/decide/policy/evaluate.ts';
import { SHIPPED } from '../../../../src/decide/policy/shipped/index.ts';
import { variables } from '../variables.ts';
import { compiled } from './compiled.ts';

/**
 * The two laws of decide.md §4, over every combination of the facts that shipped rules read. Each list goes
 * from least to most evidence against the visit.
 */
const AXES = {
  level: ['low', 'medium', 'high', 'unknown', 'missing', 'refused'],
  code: ['', 'signature_invalid', 'unbound', 'key_mismatch', 'key_revoked'],
  isCopy: [false, true],
  isBindingAbsent: [false, true],
  travel: ['unknown', 'plausible', 'network_moved', 'someone_else'],
  key: ['old', 'fresh', 'strange'],
  amount: [100, 300, 600, Number.POSITIVE_INFINITY],
  isAgent: [true, false],
  isCardTesting: [false, true],
  isDenied: [false, true],
  isManyFromOnePlace: [false, true],
} as const;
type Axes = typeof AXES;
type Facts = { readonly [Name in keyof Axes]: Axes[Name][number] };

const KEYS = {
  old: { known: true, age_days: 90 },
  fresh: { known: true, age_days: 0.5 },
  strange: { known: false, age_days: 0 },
};

/** Accepted verdicts have no code, and only accepted ones have flags. */
const exists = ({ level, code, isCopy, isBindingAbsent }: Facts) =>
  (level === 'refused') === (code !== '') &&
  (!['refused', 'missing'].includes(level) || !(isCopy || isBindingAbsent));

function combinations(): readonly Facts[] {
  let all: readonly object[] = [{}];
  for (const [name, values] of Object.entries(AXES))
    all = all.flatMap((facts) =>
      (values as readonly unknown[]).map((value) => ({ ...facts, [name]: value })),
    );
  return (all as readonly Facts[]).filter(exists);
}

const toVariables = (facts: Facts) =>
  variables({
    level: facts.level,
    code: facts.code,
    flags: [
      ...(facts.isCopy ? ['near_duplicate'] : []),
      ...(facts.isBindingAbsent ? ['binding_absent'] : []),
    ],
    travel: { kind: facts.travel },
    key: KEYS[facts.key],
    amount: facts.amount,
    denied: { key: facts.isDenied },
    agent: { state: facts.isAgent ? 'verified' : 'none' },
    campaign: { size: facts.isCardTesting ? 21 : 0 },
    velocity: {
      cards_per_key_1d: facts.isCardTesting ? 60 : 1,
      accounts_per_key_1h: facts.isCardTesting ? 60 : 1,
      accounts_per_key_1d: facts.isCardTesting ? 60 : 1,
      cards_per_ip_1h: facts.isManyFromOnePlace ? 60 : 1,
      accounts_per_ip_1h: facts.isManyFromOnePlace ? 60 : 1,
    },
  });

const FACTS = combinations();
const nameOf = (facts: object) => JSON.stringify(Object.values(facts));
const policies = await Promise.all(Object.values(SHIPPED).map(compiled));

/** Every combination's answer, computed once. */
const tables = policies.map((policy) => {
  const answers = new Map<string, Answer>(
    FACTS.map((facts) => [nameOf(facts), evaluate(policy, toVariables(facts))]),
  );
  return [policy.name, (facts: Facts) => answers.get(nameOf(facts))] as const;
});

/** Pairs of combinations that break a rule, as far as a person wants to read them. */
const broken = (pairs: Iterable<readonly [Facts, Facts]>, answer: (facts: Facts) => Answer | undefined) => {
  const found: string[] = [];
  for (const [before, after] of pairs) {
    const [a, b] = [answer(before), answer(after)];
    if (a && b && strictnessOf(b) < strictnessOf(a)) found.push(`${nameOf(before)} ${nameOf(after)}`);
  }
  return found.slice(0, 5);
};

/** Each combination beside the one with more evidence on one axis. */
function* worse(): Generator<readonly [Facts, Facts]> {
  for (const facts of FACTS)
    for (const name of Object.keys(AXES) as (keyof Axes)[]) {
      const values: readonly unknown[] = AXES[name];
      const next = values[values.indexOf(facts[name]) + 1];
      // Levels past `high` are no greater evidence, and a code says which check failed and not how bad it is.
      const isComparable = name !== 'level' || facts.level === 'low' || facts.level === 'medium';
      if (next !== undefined && isComparable && name !== 'code') yield [facts, { ...facts, [name]: next }];
    }
}

function* changed(isMeant: (facts: Facts) => boolean, from: Partial<Facts>, to: Partial<Facts>) {
  for (const facts of FACTS)
    if (isMeant(facts))
      yield [
        { ...facts, ...from },
        { ...facts, ...to },
      ] as const;
}

describe.each(tables)('the shipped policy %s', (name, answer) => {
  it('has an answer for every combination', () => {
    expect(FACTS).toHaveLength(16_128);
    expect(FACTS.filter((facts) => answer(facts) === undefined)).toEqual([]);
  });

  it('never gives a milder answer for more evidence', () => {
    expect(broken(worse(), answer)).toEqual([]);
  });

  it('treats a visit without a verdict no milder than one that is not trusted', () => {
    for (const [level, code] of [
      ['missing', ''],
      ['refused', 'signature_invalid'],
      ['unknown', ''],
    ] as const) {
      const pairs = changed(
        (facts) => !facts.isCopy && !facts.isBindingAbsent && !facts.isAgent,
        { level: 'medium', code: '' },
        { level, code },
      );
      expect(broken(pairs, answer)).toEqual([]);
    }
  });

  it('treats no code milder than another refusal', () => {
    for (const code of AXES.code.slice(2)) {
      const pairs = changed(({ level }) => level === 'refused', { code: 'signature_invalid' }, { code });
      expect(broken(pairs, answer)).toEqual([]);
    }
  });

  it('excuses an agent’s level, and nothing else', () => {
    const isVerdict = ({ level }: Facts) => level !== 'missing' && level !== 'refused';
    const excused = changed(isVerdict, { isAgent: false, level: 'low' }, { isAgent: true });
    expect(broken(excused, answer)).toEqual([]);
    const others = changed((facts) => !isVerdict(facts), { isAgent: false }, { isAgent: true });
    expect(broken(others, answer)).toEqual([]);
    const denied = FACTS.filter((facts) => answer({ ...facts, isAgent: false })?.outcome === 'deny');
    expect(denied.filter((facts) => answer({ ...facts, isAgent: true })?.outcome !== 'deny')).toEqual([]);
  });

  it('lets no stranger pass behind a VPN', () => {
    const isStranger = ({ key }: Facts) => key === 'strange';
    expect(
      broken(changed(isStranger, { travel: 'someone_else' }, { travel: 'network_moved' }), answer),
    ).toEqual([]);
  });

  it('asks a high that withholds its token, which is the one exception', () => {
    const plain: Facts = {
      level: 'high',
      code: '',
      isCopy: false,
      isBindingAbsent: false,
      travel: 'unknown',
      key: 'strange',
      amount: 100,
      isAgent: false,
      isCardTesting: false,
      isDenied: false,
      isManyFromOnePlace: false,
    };
    expect(answer(plain)?.outcome).toBe(name === 'login' ? 'challenge' : 'review');
    expect(answer({ ...plain, level: 'missing' })?.outcome).toBe('challenge');
  });
});
