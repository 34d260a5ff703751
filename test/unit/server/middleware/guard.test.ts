import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import * as forHono from '../../../../src/server/middleware/hono.ts';
import type { Accepted, Verification } from '../../../../src/server/result.ts';
import { setup } from '../setup.ts';
import { FRAMEWORKS, type Plan, type Site } from './frameworks.ts';

const { forge, request, create } = await setup();
const FIELD = 'tellsign-token';

const asForm = (...tokens: readonly string[]) => {
  const form = new URLSearchParams({ note: 'two mugs' });
  for (const token of tokens) form.append(FIELD, token);
  return { method: 'POST', body: form };
};
const asJson = (body: object, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  body: JSON.stringify({ note: 'two mugs', ...body }),
  headers: { 'content-type': 'application/json', ...headers },
});

describe.each(FRAMEWORKS)('the guard for $name', ({ guard, open }) => {
  const sites: Site[] = [];
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.close();
  });

  async function visit(path: string, init: RequestInit, plan: Partial<Plan> = {}) {
    const site = await open({ verifier: create(), noVerdict: 'challenge', expected: request, ...plan });
    sites.push(site);
    const response = await site.ask(path, init);
    const text = await response.text();
    return { site, status: response.status, headers: response.headers, text };
  }

  it.each([undefined, 'allow', 'low', null, true])('does not start with the policy %j', (noVerdict) => {
    const options = { verifier: create(), expect: () => request, noVerdict } as never;
    expect(() => guard(options)).toThrow(/noVerdict must be .*missing verdict is never low risk/);
  });

  it.each([
    ['options', undefined],
    ['a verifier', { noVerdict: 'refuse', expect: () => request }],
    ['a request', { noVerdict: 'refuse', verifier: create() }],
    [
      'options it knows',
      { noVerdict: 'refuse', verifier: create(), expect: () => request, onVerdicts: () => 0 },
    ],
    ['a limit', { noVerdict: 'refuse', verifier: create(), expect: () => request, maxBodyBytes: 0 }],
  ])('does not start without %s', (_name, options) => {
    expect(() => guard(options as never)).toThrow(TypeError);
  });

  it.each(['refuse', 'challenge'] as const)(
    'finds the token in form, JSON and header (%s)',
    async (noVerdict) => {
      const token = await forge.token();
      for (const init of [asForm(token), asJson({ [FIELD]: token }), asJson({}, { Verdict: token })]) {
        const { status, text } = await visit('/pay', init, { noVerdict });
        expect([status, JSON.parse(text)]).toEqual([200, { verdict: 'ok, bound', note: 'two mugs' }]);
      }
    },
  );

  it.each([
    ['no token', 'missing', asForm()],
    ['an empty field', 'missing', asForm('')],
    ['the field twice', 'malformed', asForm('a.b.c', 'a.b.c')],
    ['a number', 'malformed', asJson({ [FIELD]: 7 })],
    ['an object', 'malformed', asJson({ [FIELD]: { toString: 'x' } })],
    ['junk in the header', 'malformed', asJson({}, { Verdict: 'a, b' })],
  ] as const)('hands %s to the handler as %s', async (_name, code, init) => {
    const { status, text } = await visit('/pay', init);
    expect([status, JSON.parse(text)]).toEqual([200, { verdict: code, note: 'two mugs' }]);
  });

  it('keeps what is refused from the handler, and offers a nonce that works', async () => {
    const codes: string[] = [];
    const onVerdict = (verification: Verification) => {
      codes.push(verification.ok ? 'ok' : verification.code);
    };
    const { site, status, headers } = await visit('/pay', asForm(), { noVerdict: 'refuse', onVerdict });
    expect([status, headers.get('content-type')]).toEqual([
      401,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    expect(headers.get('cache-control')).toBe('no-store');
    const offered = /^([\w-]{51});now=(\d+);exp=(\d+);aud="([^"]+)"$/.exec(
      headers.get('verdict-nonce') ?? '',
    );
    const { now, aud } = forge.setting;
    expect(offered?.slice(2)).toEqual([String(now), String(now + 300), aud]);
    const again = await site.ask('/pay', asForm(await forge.token({ claims: { nonce: offered?.[1] } })));
    expect([again.status, codes]).toEqual([200, ['missing', 'ok']]);
  });

  it('says the same to the browser whatever was wrong', async () => {
    const [used, model] = [await forge.token(), { mdl: 'unknown' }];
    const verifier = create();
    await verifier.verify(used, request);
    const wrong: Readonly<Record<string, string>> = {
      missing: '',
      malformed: 'a.b.c',
      wrong_type: await forge.token({ header: { typ: 'JWT' } }),
      alg_not_allowed: await forge.token({ header: { alg: 'none' } }),
      key_mismatch: await forge.token({ signer: forge.stranger }),
      nonce_invalid: await forge.token({ claims: { nonce: await forge.nonce({ sid: 'session-2' }) } }),
      nonce_expired: await forge.token({
        claims: { nonce: await forge.nonce({ exp: forge.setting.now - 1 }) },
      }),
      signature_invalid: `${(await forge.token()).slice(0, -4)}AAAA`,
      replayed: used,
      tx_mismatch: await forge.token({ claims: { txh: 'A'.repeat(43) } }),
      model_unknown: await forge.token({ claims: model }),
      evidence_invalid: await forge.token({ claims: { ev: 'AAAA' } }),
    };
    const codes: string[] = [];
    const onVerdict = (verification: Verification) => {
      codes.push(verification.ok ? 'ok' : verification.code);
    };
    const answers = new Set<string>();
    for (const token of Object.values(wrong)) {
      const { status, headers, text } = await visit('/pay', asForm(token), {
        verifier,
        noVerdict: 'refuse',
        onVerdict,
      });
      const shown = [...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
      answers.add(JSON.stringify([status, shown, text]).replace(/[\w-]{51};/, 'nonce;'));
    }
    expect(codes).toEqual(Object.keys(wrong));
    expect([...answers]).toHaveLength(1);
  });

  it('offers no nonce to nobody', async () => {
    const { status, headers } = await visit('/pay', asForm(), {
      noVerdict: 'refuse',
      expected: { ...request, sid: undefined } as never,
    });
    expect([status, headers.get('verdict-nonce')]).toEqual([401, null]);
  });

  it('hands a repeated request to the handler, which stored the answer, and offers no nonce (row 10)', async () => {
    const verifier = create();
    for (const noVerdict of ['refuse', 'challenge'] as const) {
      const token = await forge.token();
      const plan = { verifier, noVerdict, expected: { ...request, idempotencyKey: noVerdict } } as const;
      expect(JSON.parse((await visit('/pay', asForm(token), plan)).text)).toMatchObject({
        verdict: 'ok, bound',
      });
      const { status, headers, text } = await visit('/pay', asForm(token), plan);
      expect([status, headers.get('verdict-nonce')]).toEqual([200, null]);
      expect(JSON.parse(text)).toMatchObject({ verdict: 'replayed' });
    }
  });

  it('takes the field when the header is empty', async () => {
    const verifier = create();
    for (const empty of ['', ' ']) {
      const token = await forge.token();
      const { text } = await visit('/pay', asJson({ [FIELD]: token }, { Verdict: empty }), { verifier });
      expect(JSON.parse(text)).toMatchObject({ verdict: 'ok, bound' });
    }
  });

  it('leaves errors of the site to the site', async () => {
    const { status, text } = await visit('/pay', asForm(), { expected: { ...request, sid: 'broken' } });
    expect([status, text]).toEqual([500, 'broken']);
  });

  it.each([
    ['throws', () => JSON.parse('{')],
    ['rejects', () => Promise.reject(new Error('the log is full'))],
    ['never answers', () => new Promise(() => undefined)],
  ])('goes on when onVerdict %s: the nonce is used by then', async (_name, onVerdict) => {
    const { status, text } = await visit('/pay', asForm(await forge.token()), { onVerdict });
    expect([status, JSON.parse(text)]).toEqual([200, { verdict: 'ok, bound', note: 'two mugs' }]);
  });

  it('gives no verdict to a handler it does not guard', async () => {
    expect((await visit('/open', asForm(await forge.token()))).status).toBe(500);
  });
});

describe('the type of a verdict', () => {
  it('follows the policy', () => {
    const options = { verifier: create(), expect: () => request };
    const refuse = forHono.guard({ ...options, noVerdict: 'refuse' });
    const challenge = forHono.guard({ ...options, noVerdict: 'challenge' });
    expectTypeOf(refuse.verdict).returns.toEqualTypeOf<Accepted | forHono.Repeated>();
    expectTypeOf(challenge.verdict).returns.toEqualTypeOf<Verification>();
  });
});
