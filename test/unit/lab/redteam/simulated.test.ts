import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../../../src/server/model/model.ts';
import { parseRecording } from '../../../../src/wire/recording.ts';
import { createRandom } from '../../../../train/random.ts';
import { scoreRecording } from '../../../../train/score.ts';
import { toRecording } from '../../../lab/cohorts/desk.ts';
import { shippedModel } from '../../../lab/plausibility/visits.ts';
import { type Attacker, attackersOf } from '../../../lab/redteam/attackers.ts';
import { textbookOf, valuesAt } from '../../../lab/redteam/generators/settings.ts';
import { searchFor } from '../../../lab/redteam/search/search.ts';
import { deliver } from '../../../lab/redteam/simulate/delivery.ts';
import { createVisitJudge } from '../../../lab/redteam/simulate/judge.ts';

let model: Model;
beforeAll(async () => {
  model = await shippedModel();
});

const visitOf = (attacker: Attacker, seed: string) =>
  attacker.visit(valuesAt(attacker.settings, textbookOf(attacker.settings)), {
    delivery: 'protocol',
    random: createRandom(seed),
  });

describe('attackers without recordings', () => {
  it('are the two generators', () => {
    expect(attackersOf(null).map(({ name }) => name)).toEqual(['C', 'B']);
  });

  it.each(attackersOf(null))('$name fills every field that the page watches', async (attacker) => {
    const { events } = await visitOf(attacker, 'fields');
    const focused = events.flatMap((event) => (event.kind === 'focus' ? [event.field] : []));
    expect(focused).toEqual([1, 2, 3, 4, 5, 6, 7, 11]);
    expect(events.at(-1)?.kind).toBe('click');
  });
});

describe('the judge of a simulated visit', () => {
  it('scores as `npm run score` does', async () => {
    const [attacker] = attackersOf(null);
    if (!attacker) throw new Error('no attacker');
    const visit = await visitOf(attacker, 'score');
    const { level, logit } = await createVisitJudge(model)(visit);
    const recording = toRecording({ ...visit, people: ['C'] }, { id: 'redteam/C', source: 'redteam' });
    const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
    if (!parsed.ok) throw new Error(parsed.code);
    expect(parsed.value.skipped).toEqual({});
    expect(await scoreRecording(parsed.value, model)).toMatchObject({ level, logit });
  });

  it('flags a visit that comes twice', async () => {
    const [attacker] = attackersOf(null);
    if (!attacker) throw new Error('no attacker');
    const judge = createVisitJudge(model);
    expect((await judge(await visitOf(attacker, 'twice'))).flags).toEqual([]);
    expect((await judge(await visitOf(attacker, 'twice'))).flags).toContain('near_duplicate');
  });
});

describe('a search', () => {
  it('spends its budget, and finds the same again', async () => {
    const [attacker] = attackersOf(null);
    if (!attacker) throw new Error('no attacker');
    const search = async () => {
      let queries = 0;
      const found = await searchFor(attacker, {
        start: 'blind',
        delivery: 'protocol',
        seed: 'unit',
        budgets: [0, 1, 10],
        judge: createVisitJudge(model),
        onQuery: () => {
          queries += 1;
        },
      });
      return { found, queries };
    };
    const { found, queries } = await search();
    expect(queries).toBe(10);
    expect(found.map(({ budget }) => budget)).toEqual([0, 1, 10]);
    expect((await search()).found).toEqual(found);
  });
});

describe('delivery', () => {
  const line = Array.from({ length: 60 }, (_, i) => [8 * (i + 1), 5 * i, 2 * i + 0.4] as const);
  const sent = (delivery: 'protocol' | 'system') => deliver(line, { delivery, random: createRandom('d') });

  it('by the debugging protocol is one sample a frame, each alone', () => {
    const moves = sent('protocol');
    expect(moves.length).toBeLessThan(40);
    expect(moves.every(({ stack }) => stack?.coalesced === 1)).toBe(true);
  });

  it('by the operating system is every sample in whole pixels, two or three a frame', () => {
    const moves = sent('system');
    expect(moves.length).toBe(60);
    expect(moves.every(({ x, y }) => Number.isInteger(x) && Number.isInteger(y))).toBe(true);
    const bundled = moves.reduce((sum, { stack }) => sum + (stack?.coalesced ?? 0), 0);
    expect(bundled).toBe(60);
  });
});
