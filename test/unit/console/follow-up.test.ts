import { describe, expect, it } from 'vitest';
import { compilePolicy, SHIPPED, writeRule } from '../../../src/decide/index.ts';
import { openSite } from './site.ts';

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const whereTo = async (answer: Response | Promise<Response>) => (await answer).headers.get('location') ?? '';

describe('the deny list', () => {
  it('refuses the key of a case, and says so on the case and on its page', async () => {
    const { post, get, visit, machine, ids, log } = await openSite();
    await machine('ann');
    const [id] = await ids();
    expect(await textOf(get(`/case/${id}`))).toContain('Deny its next visits');
    expect(await whereTo(post(`/case/${id}/deny`, { deny: 'key:ann-laptop' }))).toBe(
      `/case/${id}?said=denied`,
    );
    expect(await visit('other', { device: 'ann-laptop' })).toMatchObject({
      outcome: 'deny',
      rule: 'deny_list',
    });
    expect(await textOf(get(`/case/${id}`))).toContain('is on the deny list. mara');
    const page = await textOf(get('/denied'));
    expect(page).toContain('Device key <code>ann-laptop</code>');
    expect(await textOf(get('/denied', 'guest'))).not.toContain('Take it off');
    expect((await log()).at(-1)).toMatch(/^mara deny \{"kind":"key","case":/);
    const entry = { kind: 'key', name: 'ann-laptop', do: 'undeny' };
    expect(await whereTo(post('/denied', entry))).toBe('/denied?said=undenied');
    expect(await whereTo(post('/denied', entry))).toBe('/denied?said=denial_unknown');
    expect((await visit('other', { device: 'ann-laptop' })).outcome).toBe('allow');
  });

  it('counts from the second person on, where the site wants two', async () => {
    const { post, get, visit, machine, ids } = await openSite({ policies: { needsSecondPerson: true } });
    await machine('ann');
    const [id] = await ids();
    expect(await whereTo(post(`/case/${id}/deny`, { deny: 'key:ann-laptop' }))).toBe(
      `/case/${id}?said=denial_asked`,
    );
    expect(await textOf(get(`/case/${id}`))).toContain('waits for a second person');
    expect(await textOf(get(`/case/${id}`, 'jonas'))).toContain('Agree: deny this device key');
    const entry = { kind: 'key', name: 'ann-laptop', do: 'agree' };
    await post('/denied', entry);
    expect((await visit('other', { device: 'ann-laptop' })).outcome).toBe('allow');
    expect(await whereTo(post('/denied', entry, 'jonas'))).toBe('/denied?said=denied');
    expect((await visit('other', { device: 'ann-laptop' })).outcome).toBe('deny');
    expect(await textOf(get('/denied'))).toContain('jonas agreed');
  });

  it('says that nothing is refused while no live rule reads it', async () => {
    const rules = (SHIPPED.checkout as { rules: readonly { id: string }[] }).rules;
    const own = { ...Object(SHIPPED.checkout), rules: rules.filter(({ id }) => id !== 'deny_list') };
    const { get, machine, ids } = await openSite({ policies: { live: [own] } });
    await machine('ann');
    const [id] = await ids();
    expect(await textOf(get(`/case/${id}`))).toContain(
      'The live policy has no rule that reads the deny list',
    );
  });
});

describe('a rule from a case', () => {
  async function withCase() {
    const site = await openSite();
    const pattern = { level: 'high', score: 0.95, groups: { text_entry: 2.4 } } as const;
    for (const who of ['a', 'b', 'c']) await site.visit(who, { ...pattern, amount: 320 });
    await site.visit('good', { amount: 340 });
    const ids = await site.ids();
    for (const id of ids) await site.post(`/case/${id}/answer`, { answer: 'fraudulent:scripted', seen: '1' });
    return { ...site, id: ids[0] ?? '', pattern };
  }

  it('offers what held for its visit, with what each would have held for', async () => {
    const { get, id } = await withCase();
    const page = await textOf(get(`/case/${id}/rule`));
    expect(page).toContain('value="level == &#39;high&#39;" checked');
    expect(page).toMatch(/3 visits: 3 known fraud, 0 known good/);
    expect(page).toContain(
      '&#39;text_entry&#39; in groups &amp;&amp; groups[&#39;text_entry&#39;] &gt;= 2.0',
    );
    expect(page).toMatch(/amount &gt;= 200.0<\/code>\s*<span class="sub" id="part-\d+">4 visits/);
  });

  it('goes on trial before milder rules, and counts the next day’s visits', async () => {
    const { get, post, visit, id, clock, pattern, policies } = await withCase();
    const rule = { part: "'text_entry' in groups && groups['text_entry'] >= 2.0", more: 'amount > 300.0' };
    const form = { ...rule, id: 'pasted_and_dear', outcome: 'deny', note: 'Pasted, and dear.' };
    const to = await whereTo(post(`/case/${id}/rule`, form));
    expect(to).toMatch(/^\/policy\/[\w-]+\?said=on_trial/);
    const entry = policies
      .entries()
      .find(({ state, policy }) => state === 'shadow' && policy.name === 'checkout');
    const own = entry?.policy.source.rules ?? [];
    expect(own.map(({ id: name }) => name).slice(0, 4)).toEqual([
      'deny_list',
      'card_testing',
      'pasted_and_dear',
      'copied_behaviour',
    ]);
    expect(own[2]?.when).toBe("('text_entry' in groups && groups['text_entry'] >= 2.0) && (amount > 300.0)");
    clock.ms += 24 * 3_600_000;
    const next = await visit('next', { ...pattern, amount: 310 });
    expect(next.outcome).not.toBe('deny');
    expect(next.shadow).toMatchObject([{ rule: 'pasted_and_dear', outcome: 'deny' }]);
    const page = await textOf(get(to));
    expect(page).toContain('Pasted, and dear.');
    expect(page).toContain('Visits that would have been answered otherwise');
  });

  it('that cannot be is refused, and shown again', async () => {
    const { post, id, log } = await withCase();
    const before = (await log()).length;
    for (const [change, reason] of [
      [{ more: 'amount >' }, 'rules['],
      [{ id: 'machine' }, 'machine: two rules have this id'],
      [{ id: 'Bad Name' }, 'lower-case name'],
      [{ outcome: 'jail' }, 'then'],
      [{ note: 'x'.repeat(201) }, 'note'],
    ] as const) {
      const form = { part: "level == 'high'", id: 'own', outcome: 'review', ...change };
      const answer = await post(`/case/${id}/rule`, form);
      expect(answer.status, JSON.stringify(change)).toBe(422);
      const page = await answer.text();
      expect(page).toContain('The rule was not taken');
      expect(page).toContain(reason);
    }
    expect((await post(`/case/${id}/rule`, { id: 'own', outcome: 'review' })).status).toBe(422);
    expect(await log()).toHaveLength(before);
  });

  it('stays a draft where the site wants a second person', async () => {
    const { post, machine, ids, policies } = await openSite({ policies: { needsSecondPerson: true } });
    await machine('ann');
    const [id] = await ids();
    const form = { part: "level == 'high'", id: 'own', outcome: 'review' };
    expect(await whereTo(post(`/case/${id}/rule`, form))).toContain('said=second_person');
    expect(policies.shadows('checkout')).toEqual([]);
  });

  it('is of a case that is there, has a live policy, and hides no score', async () => {
    const { get, visit, clock, ids } = await openSite({ decider: { budget: { perDay: 10, audit: 0.5 } } });
    expect((await get('/case/none/rule')).status).toBe(404);
    await visit('drawn');
    clock.ms += 24 * 3_600_000;
    const [audit] = await ids();
    const answer = await get(`/case/${audit}/rule`);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Answer this audit first');
  });
});

describe('conditions that a case offers', () => {
  it('type-check, whatever the visit', async () => {
    const { visit, post, get, ids } = await openSite();
    await visit('x', { level: 'high', score: 0.9, amount: 0.4 });
    await visit('y', { level: 'high', score: 0.9, amount: 123_456, groups: { keys: 3.2, path: 1.1 } });
    for (const id of await ids()) {
      const page = await textOf(get(`/case/${id}/rule`));
      const parts = [...page.matchAll(/name="part" value="([^"]+)"/g)].map(([, part = '']) =>
        part.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll('&gt;', '>'),
      );
      expect(parts.length).toBeGreaterThan(1);
      for (const [place, when] of parts.entries()) {
        const rules = [writeRule({ id: `r${place}`, when, outcome: 'review' })];
        expect(await compilePolicy({ ...Object(SHIPPED.checkout), rules }), when).toMatchObject({ ok: true });
      }
      expect(
        (await post(`/case/${id}/rule`, { part: parts[0] ?? '', id: 'own', outcome: 'review' })).status,
      ).toBe(303);
    }
  });
});
