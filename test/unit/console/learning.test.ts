import { describe, expect, it } from 'vitest';
import { openLabelledSite } from './labelled-site.ts';
import { openSite } from './site.ts';

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const whereTo = async (answer: Response | Promise<Response>) => (await answer).headers.get('location') ?? '';
const idOf = (page: string) => /name="id" value="([\w-]+)"/.exec(page)?.[1] ?? '';
const CHECKOUT = { action: 'checkout' };
const saying = (said: string) => `/learning?action=checkout&said=learning_${said}`;

describe('the learning page', () => {
  it('counts labels without promising anything', async () => {
    const { get, machine, decider } = await openSite();
    const { id } = await machine('ann');
    const label = { outcome: 'fraudulent', reason: 'chargeback_fraud', source: 'chargeback' } as const;
    await decider.label(id, { ...label, by: 'bank' });
    const page = await textOf(get('/learning'));
    expect(page).toContain('<b>1</b> labels in 90 days; 200 are needed');
    expect(page).toContain('The stated prior');
    expect(page).not.toContain('Apply it');
  });

  it('previews, applies and takes back by forms alone', async () => {
    const { get, post } = await openLabelledSite();
    expect(await whereTo(post('/learning/preview', CHECKOUT))).toBe(saying('previewed'));
    const proposed = await textOf(get('/learning?action=checkout'));
    for (const text of [
      'Proposed',
      'Influence by reviewer',
      'Cut off',
      'By kind of people',
      'the bounds leave 0.25',
    ])
      expect(proposed).toContain(text);
    const id = idOf(proposed);
    expect(await whereTo(post('/learning/apply', { ...CHECKOUT, id }))).toBe(saying('applied'));
    const applied = await textOf(get('/learning?action=checkout'));
    expect(applied).toContain('applied by <b>mara</b>');
    expect(applied).not.toContain('Apply it');
    expect(await whereTo(post('/learning/apply', { ...CHECKOUT, id }))).toBe(saying('not_proposed'));
    expect(await whereTo(post('/learning/preview', CHECKOUT))).toBe(saying('bound_spent'));
    expect(await whereTo(post('/learning/roll-back', { ...CHECKOUT, id }))).toBe(saying('rolled_back'));
    expect(await whereTo(post('/learning/roll-back', { ...CHECKOUT, id }))).toBe(saying('nothing_applied'));
    expect(await textOf(get('/learning?action=checkout'))).toContain('taken back');
  });

  it('says how many labels count where they are too few, and shows numbers alone', async () => {
    const { get, post } = await openLabelledSite({}, 150);
    const to = await whereTo(post('/learning/preview', CHECKOUT));
    expect(to).toBe(`${saying('labels_too_few')}&count=150&waiting=0`);
    expect(await textOf(get(to))).toContain('Now 150 count, and 0 more are not mature yet.');
    const forged = `${saying('labels_too_few')}&count=many+people&waiting=1`;
    expect(await textOf(get(forged))).not.toContain('many people');
  });

  it('has two people freeze a set', async () => {
    const { get, post } = await openLabelledSite({}, 500);
    const step = (name: string, who?: string) => post('/learning/gold', { ...CHECKOUT, step: name }, who);
    expect(await whereTo(step('draw'))).toBe(saying('gold_drawn'));
    expect(await textOf(get('/learning?action=checkout'))).not.toContain('Agree to it');
    expect(await whereTo(step('agree'))).toBe(saying('second_person'));
    expect(await textOf(get('/learning?action=checkout', 'paula'))).toContain('Agree to it');
    expect(await whereTo(step('agree', 'paula'))).toBe(saying('gold_agreed'));
    expect(await textOf(get('/learning?action=checkout'))).toContain('agreed to by <b>paula</b>');
  });

  it.each([
    ['/learning/preview', CHECKOUT, `${saying('labels_too_few')}&count=0&waiting=0`],
    ['/learning/preview', { action: 'no such' }, '/learning?action=no+such&said=learning_action_unknown'],
    ['/learning/preview', {}, '/learning?action=&said=learning_action_unknown'],
    ['/learning/apply', { ...CHECKOUT, id: '<b>' }, saying('calibration_unknown')],
    ['/learning/roll-back', { ...CHECKOUT, id: '' }, saying('nothing_applied')],
    ['/learning/gold', { ...CHECKOUT, step: 'agree' }, saying('gold_unknown')],
    ['/learning/gold', { ...CHECKOUT, step: 'what' }, saying('gold_small')],
  ])('answers %s with %j by a code', async (path, form, to) => {
    const { post } = await openSite();
    expect(await whereTo(post(path, form as Readonly<Record<string, string>>))).toBe(to);
  });

  it('lets nobody change anything without the role', async () => {
    const { post, get, log } = await openLabelledSite();
    for (const path of ['preview', 'apply', 'roll-back', 'gold'])
      expect((await post(`/learning/${path}`, CHECKOUT, 'jonas')).status).toBe(403);
    expect(await textOf(get('/learning', 'jonas'))).not.toContain('<button class="primary">Preview');
    expect((await log()).filter((row) => row.startsWith('jonas refused'))).toHaveLength(4);
  });

  it('has no page for what is no action', async () => {
    const { get } = await openSite();
    expect((await get('/learning?action=%3Cb%3E')).status).toBe(404);
  });

  it('shows names that are markup as text', async () => {
    const { get, post } = await openLabelledSite({ by: '<img src=x>' });
    await post('/learning/preview', CHECKOUT);
    const page = await textOf(get('/learning?action=checkout'));
    expect(page).toContain('&lt;img src=x&gt;');
    expect(page).not.toContain('<img');
  });
});
