import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordsTables, sqlRecords } from '../../../src/decide/index.ts';
import { ORIGIN, openSite } from './site.ts';

const MARKUP = '<img src=x onerror=alert(1)>';
const ESCAPED = '&lt;img src=x';
const DAY = 24 * 3_600_000;

let database: PGlite;
let site: Awaited<ReturnType<typeof openSite>>;
beforeAll(async () => {
  database = await PGlite.create();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await database.query(recordsTables());
  site = await openSite({
    records: (now) => sqlRecords(database, { allowSingleProcess: true, now }),
    decider: { budget: { perDay: 10, audit: 0.2 } },
    console: { reviewerOf: () => ({ id: MARKUP, roles: ['read', 'label', 'publish'] }) },
  });
});

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const whereTo = async (answer: Response | Promise<Response>) => (await answer).headers.get('location') ?? '';
const revisionOf = (address: string) => address.replace(/^\/policy\//, '').replace(/\?.*/, '');

/** A policy whose note is markup; everything else is the shipped one. */
async function hostilePolicy(): Promise<string> {
  const { policy } = site.policies.entries()[0]!;
  const rules = policy.source.rules.map((rule) => ({ ...rule, note: MARKUP }));
  const source = JSON.stringify({ ...policy.source, rules });
  const revision = revisionOf(await whereTo(site.post('/policy', { source })));
  const replaces = policy.revision;
  expect(await whereTo(site.post(`/policy/${revision}`, { state: 'live', replaces }))).toContain('published');
  return revision;
}

describe('the console over records in SQL', () => {
  it('shows every page, and markup in names, reasons and notes as text', async () => {
    const revision = await hostilePolicy();
    await site.machine(MARKUP, 900);
    await site.journey('eve');
    await site.visit('novel', { level: 'unknown' });
    const [first = ''] = await site.ids();
    await site.post(`/case/${first}/deny`, { deny: `key:${MARKUP}-laptop` });
    await site.post(`/case/${first}/answer`, { answer: 'fraudulent:stolen_card', note: MARKUP, seen: '1' });
    const cases = [first, ...(await site.ids())];
    const pages = ['/', '/policy', `/policy/${revision}`, '/denied', '/log', '/health', '/learning'];
    const all = [...pages, ...cases.flatMap((id) => [`/case/${id}`, `/case/${id}/rule`])];
    let escaped = 0;
    for (const address of all) {
      const answer = await site.get(address);
      // A rule from an audit waits for its answer.
      expect([200, 409], address).toContain(answer.status);
      const page = await answer.text();
      expect(page, address).toContain('</html>');
      expect(page, address).not.toContain('<img');
      escaped += Number(page.includes(ESCAPED));
    }
    expect(escaped).toBe(all.length);
    const shown = await textOf(site.get(`/case/${first}`));
    expect(shown.match(/&lt;img src=x/g)?.length).toBeGreaterThan(2);
  });

  it('does what every form asks', async () => {
    await site.journey('eve');
    const id = (await whereTo(site.post('/next'))).replace('/case/', '');
    const rule = 'someone_else_far_away';
    const steps = [
      ['release', {}, '/?said=released'],
      ['snooze', { rule }, `/case/${id}?said=snoozed`],
      ['snooze', { wake: rule }, `/case/${id}?said=woken`],
      ['deny', { deny: 'key:eve-stranger' }, `/case/${id}?said=denied`],
      ['deny', { undeny: 'key:eve-stranger' }, `/case/${id}?said=undenied`],
      ['deny', { undeny: 'key:eve-stranger' }, `/case/${id}?said=denial_unknown`],
      ['deny', { deny: 'ip:eve-stranger' }, `/case/${id}?said=denial_unknown`],
    ] as const;
    for (const [what, form, to] of steps)
      expect(await whereTo(site.post(`/case/${id}/${what}`, form))).toBe(to);
    const answer = { answer: 'legitimate:travelling', seen: '1' };
    expect(await whereTo(site.post(`/case/${id}/answer`, answer))).toContain('answer=legitimate');
    expect(await whereTo(site.post(`/case/${id}/undo`))).toBe(`/case/${id}?said=undone`);
    await site.post(`/case/${id}/answer`, answer);
    expect(await whereTo(site.post(`/case/${id}/answer`, answer))).toBe(`/case/${id}?said=case_closed`);
    const other = { answer: 'fraudulent:account_takeover' };
    expect(await whereTo(site.post(`/case/${id}/correct`, other))).toBe(`/case/${id}?said=corrected`);
    expect(await textOf(site.get(`/case/${id}`))).toMatch(/fraudulent<\/span> .*in force/);
    const whole = await textOf(site.get('/log'));
    expect(whole).toContain('The chain is whole.');
    for (const what of ['snooze', 'deny', 'undeny', 'label']) expect(whole).toContain(`<b>${what}</b>`);
    expect((await site.get(`/case/${id}/export`)).headers.get('content-type')).toContain('json');
  });

  it('draws a novel visit the day after, and marks it with its probability', async () => {
    await site.visit('novel', { level: 'unknown' });
    site.clock.ms += DAY;
    const [id] = await site.ids();
    expect(await textOf(site.get(`/case/${id}`))).toContain('The score is hidden');
    const kept = [];
    for await (const { decision } of site.records.export()) kept.push(decision.propensity);
    expect(kept).toEqual([1]);
  });

  it('pages log and deny list by fifty', async () => {
    for (let index = 0; index < 55; index++) {
      await site.machine(`visitor-${index}`, 100 + index);
      const entry = {
        kind: 'card',
        name: `card-${index}`,
        caseId: 'c',
        by: 'ann',
        confirmedBy: 'ann',
      } as const;
      const times = { atMs: site.clock.ms + index, untilMs: site.clock.ms + DAY };
      await site.records.denials.put({ ...entry, ...times }, 'ann');
    }
    const rows = (page: string, mark: RegExp) => [...page.matchAll(mark)].length;
    for (const [address, mark] of [
      ['/denied', /<th scope="row">Card/g],
      ['/log', /<b>deny<\/b>/g],
    ] as const) {
      expect(rows(await textOf(site.get(address)), mark)).toBe(50);
      expect(rows(await textOf(site.get(`${address}?page=2`)), mark)).toBe(5);
      for (const wrong of ['0', '-1', 'x', '1e9', '99'])
        expect((await site.get(`${address}?page=${wrong}`)).status).toBe(200);
    }
  });

  it('answers without a login, and of another site, as over any records', async () => {
    const cross = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await site.app.request(`${ORIGIN}/next`, cross)).status).toBe(403);
  });
});
