import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { SHIPPED } from '../../../src/decide/index.ts';
import { ORIGIN, openSite } from './site.ts';

const FRAUD = { answer: 'fraudulent:stolen_card', note: '' } as const;
const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const whereTo = async (answer: Response | Promise<Response>) => (await answer).headers.get('location') ?? '';

describe('who may see the console', () => {
  it('is nobody without a login', async () => {
    const { app } = await openSite();
    expect((await app.request(`${ORIGIN}/`)).status).toBe(401);
  });

  it('sends who is nobody to the site’s login, forms not', async () => {
    const { app } = await openSite({ console: { signInUrl: '/login' } });
    const shown = await app.request(`${ORIGIN}/`);
    expect([shown.status, shown.headers.get('location')]).toEqual([303, '/login']);
    expect((await app.request(`${ORIGIN}/next`, { method: 'POST' })).status).toBe(401);
  });

  it('needs the role read, and writes down who tried', async () => {
    const { get, log } = await openSite();
    expect((await get('/', 'nobody_much')).status).toBe(403);
    expect(await log()).toEqual(['nobody_much refused {"path":"/","needs":"read"}']);
  });

  it.each(['/', '/policy', '/log', '/health', '/learning'])('shows %s to a reader', async (path) => {
    const { get } = await openSite();
    const answer = await get(path, 'guest');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).not.toContain('style="');
  });

  it.each(['/nothing', '/case/none', '/policy/none'])('says that %s is not there', async (path) => {
    const { get } = await openSite();
    expect((await get(path)).status).toBe(404);
  });

  it.each([
    ['/console.css', 'text/css'],
    ['/keys.js', 'text/javascript'],
    ['/icon.svg', 'image/svg'],
  ])('hands out %s without a login', async (file, type) => {
    const { app } = await openSite();
    const answer = await app.request(`${ORIGIN}/assets${file}`);
    expect(answer.headers.get('content-type')).toContain(type);
  });
});

describe('a form', () => {
  const FORMS = [
    '/next',
    '/case/x/answer',
    '/case/x/undo',
    '/case/x/correct',
    '/case/x/skip',
    '/case/x/snooze',
    '/case/x/release',
    '/case/x/deny',
    '/case/x/rule',
    '/denied',
    '/policy',
    '/policy/x',
  ];

  it.each(FORMS)('of another site at %s is refused and written down', async (path) => {
    const { app, log } = await openSite();
    for (const from of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const headers = new Headers({ 'x-reviewer': 'mara', ...from });
      expect((await app.request(`${ORIGIN}${path}`, { method: 'POST', headers })).status).toBe(403);
    }
    expect(await log()).toEqual(Array(3).fill(`mara refused {"path":"${path}","cross_site":true}`));
  });

  it.each(FORMS)('of a reader at %s is refused and written down', async (path) => {
    const { post, log } = await openSite();
    expect((await post(path, {}, 'guest')).status).toBe(403);
    expect(await log()).toHaveLength(1);
    expect((await log())[0]).toContain('guest refused');
  });

  it('comes from the own origin, also behind a proxy that ends TLS', async () => {
    const { app } = await openSite();
    const headers = { 'x-reviewer': 'mara', origin: ORIGIN };
    const answer = await app.request('http://shop.example/next', { method: 'POST', headers });
    expect(answer.status).toBe(303);
  });

  it('is refused where it is too long', async () => {
    const { post } = await openSite();
    expect((await post('/policy', { source: 'x'.repeat(300_000) })).status).toBe(413);
  });

  it.each(FORMS.filter((path) => !/next|undo|skip|release|rule|policy.x/.test(path)))(
    'that is none at %s is said to be none',
    async (path) => {
      const { app } = await openSite();
      for (const [type, body] of [
        ['application/json', '{}'],
        ['multipart/form-data; boundary=x', '--x'],
      ] as const) {
        const headers = { 'x-reviewer': 'mara', origin: ORIGIN, 'content-type': type };
        const answer = await app.request(`${ORIGIN}${path}`, { method: 'POST', headers, body });
        expect([answer.status, await answer.text()]).toEqual([
          400,
          expect.stringContaining('cannot be read'),
        ]);
      }
    },
  );
});

describe('the queue', () => {
  it('says that nothing waits', async () => {
    const { get } = await openSite();
    expect(await textOf(get('/'))).toContain('Nothing waits');
  });

  it('shows the dearest case first, with what it may cost and why', async () => {
    const { get, machine, ids } = await openSite();
    await machine('ann', 50);
    await machine('bob', 900);
    const page = await textOf(get('/'));
    expect(page.indexOf('€900')).toBeLessThan(page.indexOf('€50'));
    expect(page).toContain('of today’s 100 still to do');
    expect(await ids()).toHaveLength(2);
  });

  it('says the journey where that is the reason', async () => {
    const { get, journey } = await openSite();
    await journey('eve');
    expect(await textOf(get('/'))).toContain('Berlin → Tokyo, 8,800 km in 5 min, other device');
  });

  it('shows a thousand cases in pages of fifty', async () => {
    const { get, machine, ids } = await openSite();
    for (let index = 0; index < 1000; index++) await machine(`visitor-${index}`, 20 + index);
    expect(await ids()).toHaveLength(50);
    const last = await textOf(get('/?page=20'));
    expect([...last.matchAll(/data-row/g)].length).toBeGreaterThanOrEqual(50);
    expect(last).toContain('Page 20 of 20');
    for (const wrong of ['0', '-3', 'x', '1e9', '99'])
      expect((await get(`/?page=${wrong}`)).status).toBe(200);
  });

  it('gives the next case that nobody has', async () => {
    const { post, get, machine, ids } = await openSite();
    await machine('ann', 50);
    await machine('bob', 900);
    const [bob, ann] = await ids();
    expect(await whereTo(post('/next'))).toBe(`/case/${bob}`);
    expect(await whereTo(post('/next', {}, 'jonas'))).toBe(`/case/${ann}`);
    expect(await textOf(get('/'))).toContain('<b>jonas</b>');
  });

  it('says where today’s budget is spent', async () => {
    const { get, post, machine } = await openSite({ decider: { budget: { perDay: 1, audit: 0 } } });
    await machine('ann', 50);
    await machine('bob', 900);
    const to = await whereTo(post('/next'));
    await post(`${to}/answer`, { ...FRAUD, seen: '1' });
    expect(await whereTo(post('/next'))).toBe('/?said=budget_spent');
    expect(await textOf(get('/?said=budget_spent'))).toContain('Today’s budget is spent.');
  });

  it('says where nothing is left to take', async () => {
    const { post, get } = await openSite();
    expect(await whereTo(post('/next'))).toBe('/?said=queue_empty');
    expect(await textOf(get('/?said=queue_empty'))).toContain('Nothing is left that nobody has.');
  });
});

describe('a case', () => {
  it('tells of the visit that ranks it, where a cheaper one joined since', async () => {
    const { get, journey, visit, clock, ids } = await openSite();
    await journey('ann');
    clock.ms += 60_000;
    await visit('ann', { device: 'a third', level: 'high', score: 0.95, amount: 2 });
    const [id] = await ids();
    expect(await (await get(`/case/${id}`)).text()).toContain('<h1>Berlin → Tokyo');
  });

  it('tells the journey, the sum, and what speaks against', async () => {
    const { get, journey, ids } = await openSite();
    await journey('ann');
    const [id] = await ids();
    const page = await textOf(get(`/case/${id}`));
    expect(page).toContain('Berlin → Tokyo, 8,800 km in 5 min, other device');
    expect(page).toContain('Why it ranks here');
    expect(page).toContain('The account was just used far away, on another device.');
    expect(page).toContain('let through');
  });

  it('is answered by one form, and the next one is taken', async () => {
    const { get, post, machine, ids, decider, log } = await openSite();
    await machine('ann', 50);
    await machine('bob', 900);
    const [bob, ann] = await ids();
    const to = await whereTo(post(`/case/${bob}/answer`, { ...FRAUD, seen: '1' }));
    expect(to).toMatch(new RegExp(`^/case/${ann}\\?answer=fraudulent%3Astolen_card&of=${bob}&at=\\d+$`));
    const page = await textOf(get(to));
    expect(page).toContain('Answered: fraudulent, stolen card.');
    expect(page).toContain(`/case/${bob}/undo`);
    const found = await decider.queue({ reviewer: { id: 'x', roles: ['read'] } }).case(bob ?? '');
    expect(found).toMatchObject({ value: { case: { closed: { by: 'mara', outcome: 'fraudulent' } } } });
    expect((await log()).join()).toContain('mara label');
  });

  it('is open again where the answer is taken back within ten seconds', async () => {
    const { get, post, machine, ids, clock } = await openSite();
    await machine('ann');
    const [id] = await ids();
    const to = await whereTo(post(`/case/${id}/answer`, { ...FRAUD, seen: '1' }));
    clock.ms += 9_000;
    expect(await textOf(get(to))).toContain('Undo');
    expect(await whereTo(post(`/case/${id}/undo`))).toBe(`/case/${id}?said=undone`);
    expect(await ids()).toEqual([id]);
  });

  it('is corrected later, and both answers stay in the log', async () => {
    const { get, post, machine, ids, clock, log } = await openSite();
    await machine('ann');
    const [id] = await ids();
    await post(`/case/${id}/answer`, { ...FRAUD, seen: '1' });
    clock.ms += 3_600_000;
    const answer = { answer: 'legitimate:known_customer', note: 'rang her up' };
    expect(await whereTo(post(`/case/${id}/correct`, answer))).toBe(`/case/${id}?said=corrected`);
    const page = await textOf(get(`/case/${id}`));
    expect(page).toContain('rang her up');
    expect(page).toMatch(/legitimate<\/span> .*in force/);
    expect((await log()).filter((line) => /mara (label|reversal)/.test(line))).toHaveLength(3);
    expect(await whereTo(post(`/case/${id}/correct`, { answer: 'x' }))).toContain('said=label_invalid');
  });

  it('passes a case over, and takes the next one', async () => {
    const { post, machine, ids } = await openSite();
    await machine('ann', 50);
    await machine('bob', 900);
    const [bob, ann] = await ids();
    await post('/next');
    expect(await whereTo(post(`/case/${bob}/skip`))).toBe(`/case/${ann}?said=skipped`);
    expect(await whereTo(post(`/case/${ann}/skip`))).toBe(`/case/${bob}?said=skipped`);
  });

  it('stays closed where that comes later, and the page offers it no more', async () => {
    const { get, post, machine, ids, clock } = await openSite();
    await machine('ann');
    const [id] = await ids();
    const to = await whereTo(post(`/case/${id}/answer`, { ...FRAUD, seen: '1' }));
    clock.ms += 11_000;
    expect(await textOf(get(to))).not.toContain('/undo');
    expect(await whereTo(post(`/case/${id}/undo`))).toBe(`/case/${id}?said=undo_late`);
    expect(await ids()).toEqual([]);
  });

  it('that was closed meanwhile says so, and nothing is overwritten', async () => {
    const { get, post, machine, ids, decider } = await openSite();
    await machine('ann');
    const [id = ''] = await ids();
    await post(`/case/${id}/answer`, { ...FRAUD, seen: '1' });
    const to = await whereTo(
      post(`/case/${id}/answer`, { answer: 'legitimate:travelling', seen: '1' }, 'jonas'),
    );
    expect(to).toBe(`/case/${id}?said=case_closed`);
    expect(await textOf(get(to, 'jonas'))).toContain('closed meanwhile');
    const found = await decider.queue({ reviewer: { id: 'x', roles: ['read'] } }).case(id);
    expect(found).toMatchObject({ value: { case: { closed: { by: 'mara', outcome: 'fraudulent' } } } });
  });

  it('that somebody else has is not answered', async () => {
    const { post, machine, ids } = await openSite();
    await machine('ann');
    const [id] = await ids();
    await post('/next', {}, 'jonas');
    const to = await whereTo(post(`/case/${id}/answer`, { ...FRAUD, seen: '1' }));
    expect(to).toBe(`/case/${id}?said=case_taken`);
    expect(await ids()).toEqual([id]);
  });

  it('stays open where an alert joined that nobody saw', async () => {
    const { post, machine, ids } = await openSite();
    await machine('ann');
    await machine('ann', 900);
    const [id] = await ids();
    const to = await whereTo(post(`/case/${id}/answer`, { ...FRAUD, seen: '1' }));
    expect(to).toContain(`/case/${id}?`);
    expect(to).toContain('open=');
    expect(await ids()).toEqual([id]);
  });

  it.each([
    '',
    'fraudulent',
    'fraudulent:travelling',
    'guilty:stolen_card',
    'fraudulent:stolen_card:x',
    '__proto__:x',
  ])('is not answered by %j', async (answer) => {
    const { post, machine, ids } = await openSite();
    await machine('ann');
    const [id] = await ids();
    expect(await whereTo(post(`/case/${id}/answer`, { answer, seen: '1' }))).toBe(
      `/case/${id}?said=label_invalid`,
    );
    expect(await ids()).toEqual([id]);
  });

  it.each(['', 'x', '0', '-1', '1.5'])('is not answered where %j alerts were seen', async (seen) => {
    const { post, machine, ids } = await openSite();
    await machine('ann');
    const [id] = await ids();
    expect(await whereTo(post(`/case/${id}/answer`, { ...FRAUD, seen }))).toBe(
      `/case/${id}?said=label_invalid`,
    );
  });

  it('is given back', async () => {
    const { post, machine, ids } = await openSite();
    await machine('ann');
    const [id] = await ids();
    await post('/next');
    expect(await whereTo(post(`/case/${id}/release`))).toBe('/?said=released');
    expect(await whereTo(post('/next', {}, 'jonas'))).toBe(`/case/${id}`);
  });

  it('marks each alert that was folded into it', async () => {
    const { get, machine, ids } = await openSite();
    await machine('ann', 50);
    await machine('ann', 60);
    const [id] = await ids();
    const page = await textOf(get(`/case/${id}`));
    expect(page).toContain('2 alerts');
    expect(page.match(/, in this case too/g)).toHaveLength(1);
    const [, folded] = page.split('id="folded-title"');
    const list = folded?.split('</section>')[0] ?? '';
    expect(list.match(/<li/g)).toHaveLength(2);
    expect(list.match(/, this visit/g)).toHaveLength(1);
    expect(list).toContain('same account');
    expect(list).toContain('answer is for all 2');
  });

  it('that is closed leads on to the next one, and what follows from it can still be done', async () => {
    const { post, get, machine, ids } = await openSite();
    await machine('ann');
    const [id] = await ids();
    await post(`/case/${id}/answer`, { answer: 'fraudulent:stolen_card', seen: '1' });
    const page = await textOf(get(`/case/${id}`));
    expect(page).toMatch(/action="\/next"><button class="primary" data-key="n"/);
    expect(page).toContain('Deny its next visits');
    expect(await textOf(get(`/case/${id}`, 'guest'))).not.toContain('data-key="n"');
    const deny = 'key:ann-laptop';
    expect(await whereTo(post(`/case/${id}/deny`, { deny }))).toBe(`/case/${id}?said=denied`);
  });

  it('has its rule snoozed for the account, and woken again', async () => {
    const { get, post, journey, ids, records, clock } = await openSite();
    await journey('ann');
    const [id] = await ids();
    const rule = 'someone_else_far_away';
    expect(await whereTo(post(`/case/${id}/snooze`, { rule }))).toBe(`/case/${id}?said=snoozed`);
    expect(await records.snoozes(clock.ms)).toMatchObject([{ rule, by: 'mara' }]);
    expect(await textOf(get(`/case/${id}`))).toContain('is snoozed: wake it');
    expect(await whereTo(post(`/case/${id}/snooze`, { wake: rule }))).toBe(`/case/${id}?said=woken`);
    expect(await records.snoozes(clock.ms)).toEqual([]);
    expect(await whereTo(post(`/case/${id}/snooze`, { rule: 'none' }))).toBe(`/case/${id}?said=rule_unknown`);
  });

  it('is exported for a dispute, and the log says by whom', async () => {
    const { get, machine, ids, log } = await openSite();
    await machine('ann');
    const [id] = await ids();
    const answer = await get(`/case/${id}/export`, 'guest');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="case-${id}.json"`);
    expect(await answer.json()).toMatchObject({ case: { id }, sum: { parts: expect.any(Array) } });
    expect(await log()).toEqual([`guest export_case {"case":"${id}"}`]);
  });

  it('shows notes and names with markup as text', async () => {
    const { get, post, machine, ids } = await openSite({
      console: {
        reviewerOf: () => ({ id: '<b>mara</b>', roles: ['read', 'label', 'publish'] }),
        placeName: () => '<i>Berlin</i>',
      },
    });
    await machine('ann');
    const [id] = await ids();
    await post(`/case/${id}/answer`, { ...FRAUD, note: '<script>alert(1)</script>', seen: '1' });
    const page = await textOf(get(`/case/${id}`));
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;b&gt;mara&lt;/b&gt;');
    expect(page).not.toMatch(/<script>alert|<b>mara|<i>Berlin/);
    expect(await textOf(get('/log'))).not.toMatch(/<script>alert|<b>mara/);
  });

  it('says nothing that its address invents', async () => {
    const { get } = await openSite();
    for (const query of ['said=<b>x</b>', 'answer=<b>:x', 'answer=fraudulent:stolen_card&of="><b>x&at=1'])
      expect(await textOf(get(`/?${query}`))).not.toContain('<b>x');
  });
});

describe('an audit', () => {
  async function drawn() {
    const site = await openSite({ decider: { budget: { perDay: 10, audit: 0.4 } } });
    for (let index = 0; index < 30; index++) await site.visit(`person-${index}`);
    site.clock.ms += 60_000;
    return site;
  }

  it('hides its score until the answer is given', async () => {
    const { get, post, ids } = await drawn();
    const [id] = await ids();
    const before = await textOf(get(`/case/${id}`));
    expect(before).toContain('The score is hidden until you answer.');
    expect(before).not.toContain('Expected loss');
    await post(`/case/${id}/answer`, { answer: 'legitimate:known_customer', seen: '1' });
    const after = await textOf(get(`/case/${id}`));
    expect(after).toContain('Expected loss');
  });
});

describe('policies', () => {
  it('count how often each rule held in a day', async () => {
    const { get, machine, clock } = await openSite();
    await machine('old');
    clock.ms += 25 * 3_600_000;
    await machine('ann');
    await machine('bob');
    const page = await textOf(get('/policy'));
    expect(page).toMatch(/<code>machine<\/code>[\s\S]*?<b>2<\/b>/);
  });

  it('are drafted, tried, made live, and written down', async () => {
    const { get, post, log, policies } = await openSite();
    const draft = { ...Object(SHIPPED.checkout), rules: [] };
    const to = await whereTo(post('/policy', { source: JSON.stringify(draft) }));
    const [, revision = ''] = /^\/policy\/([\w-]+)\?said=drafted$/.exec(to) ?? [];
    const live = policies.live('checkout')?.revision ?? '';
    const page = await textOf(get(to));
    expect(page).toContain('Make it live');
    expect(page).toContain('Most likely a mistake');
    expect(page).toContain('the deny list does nothing here');
    expect(await textOf(get(`/policy/${live}`))).not.toContain('Most likely a mistake');
    await post(`/policy/${revision}`, { state: 'shadow', replaces: live });
    expect(policies.shadows('checkout').map((one) => one.revision)).toContain(revision);
    await post(`/policy/${revision}`, { state: 'live', replaces: live });
    expect(policies.live('checkout')?.revision).toBe(revision);
    expect((await log()).map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
      'mara draft',
      'mara publish',
      'mara publish',
    ]);
  });

  it('tell what they would have done', async () => {
    const { get, post, machine, decider } = await openSite();
    const { id } = await machine('ann', 900);
    await decider.label(id, {
      outcome: 'legitimate',
      reason: 'customer_confirmed',
      source: 'customer',
      by: 'ann',
    });
    const draft = {
      ...Object(SHIPPED.checkout),
      rules: [],
      otherwise: { ...(SHIPPED.checkout as { otherwise: object }).otherwise, high: 'challenge' },
    };
    const page = await textOf(get(await whereTo(post('/policy', { source: JSON.stringify(draft) }))));
    expect(page).toContain('1 visit replayed');
    expect(page).toMatch(/Alerts<\/dt><dd><span class="was">1<[\s\S]*?<b>0<\/b>/);
  });

  it('that do not hold are refused with their lines, and shown again', async () => {
    const { post } = await openSite();
    const answer = await post('/policy', { source: '{ "name": "<b>x</b>" }' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('The draft was not taken');
    expect(page).toContain('&lt;b&gt;x&lt;/b&gt;');
  });

  it('of which another became live meanwhile stay as they are', async () => {
    const { post, policies } = await openSite();
    const to = await whereTo(
      post('/policy', { source: JSON.stringify({ ...Object(SHIPPED.checkout), rules: [] }) }),
    );
    const revision = to.split(/[/?]/)[2] ?? '';
    const refused = await whereTo(post(`/policy/${revision}`, { state: 'live', replaces: 'another' }));
    expect(refused).toBe(`/policy/${revision}?said=conflict`);
    expect(policies.live('checkout')?.revision).not.toBe(revision);
    expect(await whereTo(post(`/policy/${revision}`, { state: 'draft' }))).toBe(`/policy/${revision}`);
  });
});

describe('the log', () => {
  it('says that the chain is whole, in pages of fifty', async () => {
    const { get, records, clock } = await openSite();
    for (let index = 0; index < 60; index++)
      await records.log({ atMs: clock.ms, by: 'site', what: 'test', detail: '{}' });
    const page = await textOf(get('/log'));
    expect(page).toContain('The chain is whole.');
    expect([...page.matchAll(/<b>test<\/b>/g)]).toHaveLength(50);
    expect([...(await textOf(get('/log?page=2'))).matchAll(/<b>test<\/b>/g)]).toHaveLength(10);
  });

  it('says where the chain is broken', async () => {
    const site = await openSite();
    for (let index = 0; index < 3; index++)
      await site.records.log({ atMs: site.clock.ms, by: 'site', what: 'test', detail: '{}' });
    const forged = {
      ...site.records,
      async *audit() {
        for await (const row of site.records.audit()) yield row.seq === 2 ? { ...row, by: 'other' } : row;
      },
    };
    const { get } = await openSite({ console: { records: forged } });
    expect(await textOf(get('/log'))).toContain('The chain is broken at row 2.');
  });
});

describe('health', () => {
  it('counts levels, codes and what came without a token', async () => {
    const { get, visit, decider } = await openSite();
    await visit('ann');
    await decider.decide(
      { ok: false, code: 'missing', level: 'unknown', retry: 'none', safeDetail: '' },
      { action: 'checkout' },
    );
    const page = await textOf(get('/health'));
    expect(page).toContain('50\u00a0%');
    expect(page).toMatch(/missing\s*<b>1<\/b>/);
  });
});

describe('a store that cannot be reached', () => {
  const down = () => Promise.reject(new Error('secret address of the database'));

  it.each(['/policy', '/log', '/health', '/learning'])(
    'is said at %s, and nothing of it is shown',
    async (path) => {
      const { records } = await openSite();
      const broken = {
        ...records,
        // biome-ignore lint/correctness/useYield: it fails before the first row
        async *export() {
          await down();
        },
        // biome-ignore lint/correctness/useYield: it fails before the first row
        async *audit() {
          await down();
        },
        learning: { ...records.learning, visits: down },
      };
      const { get } = await openSite({ console: { records: broken } });
      const answer = await get(path);
      expect(answer.status).toBe(503);
      expect(await answer.text()).not.toContain('secret address');
    },
  );

  it('is said where nobody can be known', async () => {
    const { app } = await openSite({ console: { reviewerOf: down } });
    expect((await app.request(`${ORIGIN}/`)).status).toBe(503);
  });
});

describe('single keys', () => {
  it('can be turned off and on', async () => {
    const { post, app } = await openSite();
    const answer = await post('/keys', { keys: 'off' });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tellsign_keys=off; .*HttpOnly; SameSite=Strict/);
    const headers = { 'x-reviewer': 'mara', cookie: 'tellsign_keys=off' };
    expect(await textOf(app.request(`${ORIGIN}/`, { headers }))).toContain('data-keys="off"');
    expect(await whereTo(post('/keys', { keys: 'on' }))).toBe('/?said=keys_on');
  });
});

describe('options', () => {
  it.each([
    [{ reviewerOf: undefined }, 'reviewerOf'],
    [{ path: 'console' }, 'path'],
    [{ path: '/console/' }, 'path'],
    [{ currency: 'euro' }, 'currency'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ theme: 'dark' }, 'theme'],
  ])('%j are refused by name', async (wrong, name) => {
    await expect(openSite({ console: wrong as object })).rejects.toThrow(name);
  });
});

describe('mounted in a site', () => {
  it('answers at its path, and every link leads below it', async () => {
    const { app: inner } = await openSite({ console: { path: '/desk' } });
    const app = new Hono();
    app.get('/', (context) => context.text('the shop'));
    app.route('/desk', inner);
    app.notFound((context) => context.text('the shop’s own', 404));
    const headers = { 'x-reviewer': 'mara' };
    const ask = (path: string) => app.request(`${ORIGIN}${path}`, { headers });
    expect((await ask('/desk')).status).toBe(200);
    expect(await whereTo(ask('/desk/'))).toBe('/desk');
    expect((await ask('/desk/assets/console.css')).status).toBe(200);
    expect(await textOf(ask('/elsewhere'))).toBe('the shop’s own');
    const page = await textOf(ask('/desk'));
    const links = [...page.matchAll(/(?:href|src|action)="([^"#]*)"/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^\/desk(\/|$)/.test(link))).toEqual([]);
  });
});
