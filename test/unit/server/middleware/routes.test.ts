import { afterEach, describe, expect, it } from 'vitest';
import { cookieIn, setupEnrolment } from '../enrolment.ts';
import { FRAMEWORKS, type Plan, type Site } from './frameworks.ts';

const { forge, request, create, binding, proof, verdict } = await setupEnrolment();
const { device } = forge;

const asJson = (body: object, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

const asProof = (body: string, cookie = '') => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/jwt', cookie },
});

/** What the browser sends after this answer, which must have set the site's cookie and ours. */
function jarOf({ headers }: Response): string {
  const [ours = '', theirs = ''] = headers.getSetCookie().toSorted();
  expect(theirs).toBe('theme=dark');
  return `theme=dark; __Host-vrd=${cookieIn(ours)}`;
}

describe.each(FRAMEWORKS)('the routes for $name', ({ open }) => {
  const sites: Site[] = [];
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.close();
  });

  async function start(plan: Partial<Plan> = {}): Promise<Site> {
    const site = await open({
      verifier: create(),
      noVerdict: 'refuse',
      expected: request,
      sid: request.sid,
      ...plan,
    });
    sites.push(site);
    return site;
  }

  it('issue nonces', async () => {
    const site = await start();
    const response = await site.ask('/nonce', asJson({ op: request.action }));
    const { nonce, ...times } = await response.json();
    const { now, aud } = forge.setting;
    expect([response.status, times]).toEqual([200, { now, exp: now + 300, aud }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const token = await forge.token({ claims: { nonce } });
    expect((await site.ask('/pay', asJson({ 'tellsign-token': token }))).status).toBe(200);
  });

  it.each([
    ['another operation', { op: 'login' }, {}, 400, 'op_unknown'],
    ['no operation', {}, {}, 400, 'op_unknown'],
    ['a list', { op: ['checkout'] }, {}, 400, 'op_unknown'],
    ['no session', { op: 'checkout' }, { sid: undefined }, 401, 'no_session'],
    ['somebody in a hurry', { op: 'checkout' }, { isAllowed: () => false }, 429, 'too_many_requests'],
  ] as const)('issue no nonce for %s', async (_name, body, plan, status, code) => {
    const refused = await (await start(plan)).ask('/nonce', asJson(body));
    expect([refused.status, await refused.json()]).toEqual([status, { code }]);
  });

  it('know a visitor without a session by the cookie, and bind the key', async () => {
    const { sid: _, jkt: __, ...expected } = request;
    const site = await start({ verifier: binding(), expected, anonymous: true });
    const issued = await site.ask('/nonce', asJson({ op: request.action }));
    const cookie = jarOf(issued);
    const nonceResponse = await issued.json();

    const enrolled = await site.ask('/enrol', asProof(await proof(nonceResponse, device), cookie));
    expect([enrolled.status, await enrolled.text()]).toEqual([204, '']);
    const bound = jarOf(enrolled);
    expect(bound).not.toBe(cookie);

    const paid = await site.ask(
      '/pay',
      asJson({ 'tellsign-token': await verdict(nonceResponse, device) }, { cookie: bound }),
    );
    expect([paid.status, await paid.json()]).toEqual([200, { verdict: 'ok, bound', note: null }]);
    const again = await site.ask('/nonce', asJson({ op: request.action }, { cookie: bound }));
    expect(again.headers.getSetCookie()).toEqual(['theme=dark']);
    expect(await again.json()).toMatchObject({ jkt: device.jkt });
  });

  it('say the same of every proof that is refused', async () => {
    const verifier = binding();
    const site = await start({ verifier });
    const nonceResponse = await verifier.issueNonce({ action: request.action, sid: request.sid });
    const used = await proof(nonceResponse, device);
    expect((await site.ask('/enrol', asProof(used))).status).toBe(204);
    const wrong = ['junk', used, await proof(nonceResponse, device, { aud: 'https://other.example' }), ''];
    const answers = new Set<string>();
    for (const text of wrong) {
      const { status, headers } = await site.ask('/enrol', asProof(text));
      answers.add(JSON.stringify([status, headers.getSetCookie(), headers.get('cache-control')]));
    }
    expect([...answers]).toEqual(['[401,["theme=dark"],"no-store"]']);
  });

  it.each([
    ['a form of another site, as text', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a type that only mentions the right one', { 'content-type': 'text/plain; application/json' }, 415],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of who knows where', { 'sec-fetch-site': 'elsewhere' }, 403],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
  ])('answer nothing to %s, and set no cookie (row 7)', async (_name, headers, status) => {
    const site = await start({ verifier: binding(), anonymous: true });
    const nonceResponse = await site.ask('/nonce', asJson({ op: request.action }));
    for (const [path, { body, ...init }] of [
      ['/nonce', asJson({ op: request.action })],
      ['/enrol', asProof(await proof(await nonceResponse.clone().json(), device), jarOf(nonceResponse))],
    ] as const) {
      const answer = await site.ask(path, { ...init, body, headers: { ...init.headers, ...headers } });
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, status, ['theme=dark']]);
    }
  });

  it('answer pages of their own origin, of the same host behind TLS, and of those that are listed', async () => {
    const site = await start({ origins: ['https://www.shop.example'] });
    const own = [site.origin, site.origin.replace('http:', 'https:'), 'https://www.shop.example'];
    for (const origin of own) {
      const headers = { origin, 'sec-fetch-site': 'same-origin' };
      const { status } = await site.ask('/nonce', asJson({ op: request.action }, headers));
      expect([origin, status]).toEqual([origin, 200]);
    }
    const { status } = await site.ask(
      '/nonce',
      asJson({ op: request.action }, { origin: `${site.origin}0` }),
    );
    expect(status).toBe(403);
  });

  it.each(['https://shop.example/', 'shop.example', 'https://shop.example/path', 7, null])(
    'do not start with the origin %j',
    async (origin) => {
      await expect(start({ origins: [origin] as never })).rejects.toThrow(TypeError);
    },
  );

  it('refuse what is longer than 8 KiB (row 12)', async () => {
    const site = await start({ verifier: binding() });
    const long = 'a'.repeat(8193);
    for (const [path, init] of [
      ['/nonce', asJson({ op: long })],
      ['/enrol', asProof(long)],
    ] as const) {
      const headers = { ...init.headers, 'content-length': String(init.body.length) };
      expect([path, (await site.ask(path, { ...init, headers })).status]).toEqual([path, 413]);
    }
  });

  it('let nobody enrol without end', async () => {
    const site = await start({ verifier: binding(), isAllowed: () => false });
    const { status, headers } = await site.ask('/enrol', asProof('junk'));
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  });
});
