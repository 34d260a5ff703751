import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AgentCode, STATE_OF } from '../../../../src/decide/agents/codes.ts';
import { loadSignatureLibrary } from '../../../../src/decide/agents/web-bot-auth.ts';
import { type AgentsOptions, createAgents } from '../../../../src/decide/index.ts';
import { createReplayMemory } from '../../../../src/server/stores/memory-replay.ts';
import { AGENT, KEY, KEY_ID, NOW, publicOf, requestOf, SHOP, type Signing, sign } from './sign.ts';

beforeEach(() => void vi.useFakeTimers({ now: NOW * 1000, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const OTHER = {
  ...KEY,
  ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as typeof KEY),
};
const EC_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const thumbprint = async (key: object) => (await loadSignatureLibrary()).thumbprint({ ...key });

const directory = (keys: unknown = [publicOf(KEY)], init: ResponseInit = {}) =>
  vi.fn<typeof fetch>(async () => new Response(JSON.stringify({ keys }), init));

const open = (options: Partial<AgentsOptions> = {}) =>
  createAgents({
    origin: SHOP,
    agents: [{ name: 'shopper', directory: AGENT }],
    nonces: createReplayMemory({ maxEntries: 1000, now: () => NOW * 1000 }),
    fetch: directory(),
    ...options,
  });

interface Case {
  readonly what: string;
  readonly code: AgentCode | 'none' | 'verified';
  readonly signing?: Signing;
  /** Changes headers that were signed. */
  readonly change?: (headers: Record<string, string>) => Record<string, string>;
  readonly options?: Partial<AgentsOptions>;
}

const up = (name: string) => (headers: Record<string, string>) => ({
  ...headers,
  [name]: `${headers[name]}, ${headers[name]}`,
});
const without = (name: string) => (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

const GOOD: readonly Case[] = [
  { what: 'as it should be', code: 'verified' },
  { what: 'good for eight minutes', code: 'verified', signing: { created: NOW - 470, expires: NOW + 10 } },
  {
    what: 'without Signature-Agent, by a pinned key',
    code: 'verified',
    signing: { headers: {} },
    options: { agents: [{ name: 'shopper', keys: [publicOf(KEY)] }] },
  },
  {
    what: 'its agent named bare, as early drafts did',
    code: 'verified',
    signing: { headers: { 'signature-agent': 'agent.example' } },
  },
  { what: 'without alg', code: 'verified', signing: { alg: null } },
  {
    what: 'method and path signed, too',
    code: 'verified',
    signing: { components: ['"@authority"', '"@method"', '"@path"', '"signature-agent"'] },
  },
];

const BROKEN: readonly Case[] = [
  { what: 'no headers at all', code: 'none', change: () => ({}) },
  { what: 'signed for another purpose', code: 'none', signing: { tag: 'other', headers: {} } },
  { what: 'signed without a tag', code: 'none', signing: { tag: null, headers: {} } },
  {
    what: 'a signature of the old kind, which describes itself',
    code: 'none',
    change: () => ({ signature: 'keyId="a",signature="b"' }),
  },
  // Window.
  { what: 'expired a second ago', code: 'expired', signing: { expires: NOW - 1, created: NOW - 100 } },
  { what: 'expired at this second', code: 'expired', signing: { expires: NOW, created: NOW - 100 } },
  {
    what: 'good for eight minutes and a second',
    code: 'window_too_long',
    signing: { created: NOW - 10, expires: NOW + 471 },
  },
  { what: 'good for a hundred years', code: 'window_too_long', signing: { expires: 4_889_289_600 } },
  { what: 'dated ahead', code: 'created_ahead', signing: { created: NOW + 1 } },
  { what: 'over before it began', code: 'malformed', signing: { created: NOW - 10, expires: NOW - 20 } },
  { what: 'without created', code: 'malformed', signing: { created: '' } },
  { what: 'without expires', code: 'malformed', signing: { expires: '' } },
  { what: 'created as a text', code: 'malformed', signing: { created: `"${NOW}"` } },
  { what: 'created as a fraction', code: 'malformed', signing: { created: `${NOW - 10}.5` } },
  // Nonce.
  { what: 'without a nonce', code: 'nonce_missing', signing: { nonce: null } },
  { what: 'an empty nonce', code: 'malformed', signing: { nonce: '' } },
  { what: 'a nonce of 300 characters', code: 'malformed', signing: { nonce: 'n'.repeat(300) } },
  {
    what: 'a nonce that was changed',
    code: 'signature_wrong',
    signing: { nonce: 'a' },
    change: ({ ...headers }) => ({
      ...headers,
      'signature-input': String(headers['signature-input']).replace('nonce="a"', 'nonce="b"'),
    }),
  },
  {
    what: 'nonces that cannot be looked up',
    code: 'store_unavailable',
    options: { nonces: { consume: () => Promise.reject(new Error('down')) } },
  },
  {
    what: 'a store that never answers',
    code: 'store_unavailable',
    options: { nonces: { consume: () => new Promise(() => undefined) } },
  },
  // What is signed.
  { what: 'signed for another site', code: 'signature_wrong', signing: { authority: 'other.example' } },
  {
    what: 'signed for this site on another port',
    code: 'signature_wrong',
    signing: { authority: 'shop.example:8443' },
  },
  { what: 'the site not signed', code: 'authority_unsigned', signing: { components: ['"signature-agent"'] } },
  { what: 'nothing signed', code: 'authority_unsigned', signing: { components: [] } },
  { what: 'Signature-Agent not signed', code: 'agent_unsigned', signing: { components: ['"@authority"'] } },
  { what: 'Signature-Agent signed and taken away', code: 'malformed', change: without('signature-agent') },
  {
    what: 'Signature-Agent changed',
    code: 'signature_wrong',
    change: (headers) => ({ ...headers, 'signature-agent': `"${AGENT}/"` }),
  },
  {
    what: 'one member of Signature-Agent signed',
    code: 'component_unsupported',
    signing: {
      headers: { 'signature-agent': `sig1="${AGENT}"` },
      components: ['"@authority"', '"signature-agent";key="sig1"'],
    },
  },
  {
    what: 'the query signed, which the library reads in its own way',
    code: 'component_unsupported',
    signing: { components: ['"@authority"', '"@query"', '"signature-agent"'] },
  },
  {
    what: 'the same thing signed twice',
    code: 'malformed',
    signing: { components: ['"@authority"', '"@authority"', '"signature-agent"'] },
  },
  {
    what: 'two agents named',
    code: 'agent_unreadable',
    signing: { headers: { 'signature-agent': `"${AGENT}", "https://b.example"` } },
  },
  {
    what: 'an agent without encryption',
    code: 'agent_unreadable',
    signing: { headers: { 'signature-agent': '"http://agent.example"' } },
  },
  // Headers.
  { what: 'Signature-Input twice', code: 'malformed', change: up('signature-input') },
  { what: 'Signature twice', code: 'malformed', change: up('signature') },
  { what: 'Signature missing', code: 'signature_missing', change: without('signature') },
  {
    what: 'Signature under another label',
    code: 'signature_missing',
    change: (headers) => ({ ...headers, signature: String(headers.signature).replace('sig1', 'sig2') }),
  },
  { what: 'Signature-Input missing', code: 'unsigned', change: without('signature-input') },
  { what: 'Signature-Agent alone', code: 'unsigned', change: () => ({ 'signature-agent': `"${AGENT}"` }) },
  {
    what: 'two signatures',
    code: 'several_signatures',
    change: (headers) => ({
      ...headers,
      'signature-input': `${headers['signature-input']}, b=("@path");created=1`,
      signature: `${headers.signature}, b=:AA==:`,
    }),
  },
  {
    what: 'Signature-Input that is no dictionary',
    code: 'malformed',
    change: (headers) => ({ ...headers, 'signature-input': 'sig1' }),
  },
  {
    what: 'the tag twice',
    code: 'malformed',
    change: (headers) => ({ ...headers, 'signature-input': `${headers['signature-input']};tag="other"` }),
  },
  {
    what: 'something after the end',
    code: 'malformed',
    change: (headers) => ({ ...headers, 'signature-input': `${headers['signature-input']},` }),
  },
  { what: 'a header of 5000 characters', code: 'malformed', signing: { nonce: 'n'.repeat(5000) } },
  {
    what: 'a signature that is no base64',
    code: 'malformed',
    change: (headers) => ({ ...headers, signature: 'sig1=:*:' }),
  },
  {
    what: 'a signature of nothing',
    code: 'signature_wrong',
    change: (headers) => ({ ...headers, signature: 'sig1=:AA==:' }),
  },
  // Keys.
  { what: 'signed by another key under this one’s name', code: 'signature_wrong', signing: { key: OTHER } },
  { what: 'a key that nobody published', code: 'key_unknown', signing: { keyid: 'unknown' } },
  { what: 'without keyid', code: 'malformed', signing: { keyid: null } },
  {
    what: 'a key of a kind that cannot be checked',
    code: 'key_unsupported',
    signing: { keyid: await thumbprint(EC_KEY), alg: 'ecdsa-p256-sha256' },
    options: { fetch: directory([EC_KEY]) },
  },
  {
    what: 'the algorithm of another kind of key',
    code: 'algorithm_mismatch',
    signing: { alg: 'rsa-pss-sha512' },
  },
  {
    what: 'a key that has ended',
    code: 'key_expired',
    options: { fetch: directory([{ ...publicOf(KEY), exp: NOW - 1 }]) },
  },
  {
    what: 'an agent that the site does not list',
    code: 'agent_unknown',
    signing: { headers: { 'signature-agent': '"https://stranger.example"' } },
  },
  {
    what: 'a network address inside the site as its agent',
    code: 'agent_unknown',
    signing: { headers: { 'signature-agent': '"https://169.254.169.254/latest"' } },
  },
  {
    what: 'without Signature-Agent, by a key that nobody pinned',
    code: 'key_unknown',
    signing: { headers: {} },
  },
  // Directories.
  {
    what: 'the directory down',
    code: 'directory_unavailable',
    options: { fetch: async () => Promise.reject(new TypeError('fetch failed')) },
  },
  {
    what: 'the directory answers 500',
    code: 'directory_unavailable',
    options: { fetch: directory([publicOf(KEY)], { status: 500 }) },
  },
  {
    what: 'the directory is no JSON',
    code: 'directory_unavailable',
    options: { fetch: async () => new Response('<html>') },
  },
  {
    what: 'the directory lists nothing',
    code: 'directory_unavailable',
    options: { fetch: async () => new Response('{}') },
  },
  {
    what: 'the directory is larger than 64 KB',
    code: 'directory_unavailable',
    options: { fetch: directory([publicOf(KEY), 'x'.repeat(70_000)]) },
  },
  // Other tags.
  {
    what: 'a payment network’s tag without a check for it',
    code: 'tag_unsupported',
    signing: { tag: 'agent-payer-auth' },
  },
];

describe.each([...GOOD, ...BROKEN])(
  'a request: $what',
  ({ code, signing, change = (same) => same, options }) => {
    it(`is ${code}`, async () => {
      const agents = await open(options);
      const answer = await agents.verify(requestOf(change(await sign(signing))));
      if (code === 'none') expect(answer).toEqual({ state: 'none', name: '', code: '' });
      else if (code === 'verified') expect(answer).toEqual({ state: 'verified', name: 'shopper', code: '' });
      else expect(answer).toEqual({ state: STATE_OF[code], name: '', code });
    });
  },
);

describe('a signature', () => {
  it('is good once', async () => {
    const agents = await open();
    const headers = await sign();
    expect((await agents.verify(requestOf(headers))).state).toBe('verified');
    expect(await agents.verify(requestOf(headers))).toMatchObject({ state: 'invalid', code: 'nonce_reused' });
  });

  it('is good for one of two requests at once', async () => {
    const agents = await open();
    const headers = await sign();
    const answers = await Promise.all([1, 2].map(() => agents.verify(requestOf(headers))));
    expect(answers.map(({ state }) => state).toSorted()).toEqual(['invalid', 'verified']);
  });

  it('uses up no nonce while it is wrong', async () => {
    const agents = await open();
    const headers = await sign({ nonce: 'mine' });
    const forged = await sign({ nonce: 'mine', key: OTHER });
    expect((await agents.verify(requestOf(forged))).code).toBe('signature_wrong');
    expect((await agents.verify(requestOf(headers))).state).toBe('verified');
  });

  it('is remembered for a quarter of an hour beyond its end, for processes whose clock is slow', async () => {
    const consume = vi.fn(async () => null);
    const agents = await open({ nonces: { consume } });
    await agents.verify(requestOf(await sign({ expires: NOW + 60 })));
    expect(consume).toHaveBeenCalledWith(expect.stringMatching(/^vrd-agent:/), '', 60_000 + 15 * 60_000);
  });

  it('is for the site’s own origin, whatever Host the request names', async () => {
    const agents = await open();
    const headers = await sign({ authority: 'evil.example' });
    const request = new Request('https://evil.example/orders', { method: 'POST', headers });
    expect((await agents.verify(request)).code).toBe('signature_wrong');
  });

  it('is read from a request of Node’s http module', async () => {
    const agents = await open();
    const headers = { ...(await sign()), accept: ['a', 'b'] };
    const answer = await agents.verify({ method: 'POST', url: '/orders?a=1', headers });
    expect(answer.state).toBe('verified');
  });
});

describe('a session', () => {
  const other = { name: 'other', keys: [publicOf(OTHER)] };
  const agents = [{ name: 'shopper', directory: AGENT }, other];

  it('belongs to the agent that was verified in it', async () => {
    const { verify } = await open({ agents });
    const [mine, yours] = [{ session: 'mine' }, { session: 'yours' }];
    const signing = { key: OTHER, keyid: await thumbprint(publicOf(OTHER)), headers: {} };
    expect((await verify(requestOf(await sign()), mine)).name).toBe('shopper');
    expect((await verify(requestOf(await sign()), mine)).name).toBe('shopper');
    expect((await verify(requestOf(await sign(signing)), mine)).code).toBe('other_agent');
    expect((await verify(requestOf(await sign(signing)), yours)).name).toBe('other');
  });

  it('of another visitor cannot use the signature', async () => {
    const { verify } = await open();
    const headers = await sign();
    await verify(requestOf(headers), { session: 'mine' });
    expect((await verify(requestOf(headers), { session: 'yours' })).code).toBe('nonce_reused');
  });
});

describe('a directory', () => {
  const ask = async (
    { verify }: { verify: (request: Request) => Promise<{ code: string }> },
    keyid = KEY_ID,
  ) => (await verify(requestOf(await sign({ keyid })))).code;
  const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

  it('is asked under its well-known path, and follows no redirect', async () => {
    const fetch = directory();
    await ask(await open({ fetch }));
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('https://agent.example/.well-known/http-message-signatures-directory');
    expect(init).toMatchObject({ redirect: 'error', credentials: 'omit' });
    expect(init?.signal).toBeInstanceOf(AbortSignal);
  });

  it('that redirects is not available', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const toLoopback: typeof fetch = (_, init) => fetch(`http://127.0.0.1:${port}/keys`, init);
    expect(await ask(await open({ fetch: toLoopback }))).toBe('directory_unavailable');
    expect(asked).toEqual(['/keys']);
    server.close();
  });

  it('is asked once for many requests, and before the first if the site wants', async () => {
    const fetch = directory();
    const agents = await open({ fetch });
    expect(await agents.refresh()).toEqual([{ name: 'shopper', directory: AGENT, error: null }]);
    await Promise.all([ask(agents), ask(agents), ask(agents)]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is asked once a minute for keys that it does not have', async () => {
    const fetch = directory();
    const agents = await open({ fetch });
    for (let sent = 0; sent < 5; sent++) expect(await ask(agents, `unknown${sent}`)).toBe('key_unknown');
    expect(fetch).toHaveBeenCalledTimes(1);
    pass(60_000);
    await agents.verify(requestOf(await sign({ keyid: 'unknown', created: NOW + 50, expires: NOW + 100 })));
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('that is down keeps its keys for a day', async () => {
    const fetch = directory();
    const agents = await open({ fetch, agents: [{ name: 'shopper', directory: AGENT }] });
    await agents.refresh();
    fetch.mockRejectedValue(new TypeError('fetch failed'));
    expect(await agents.refresh()).toEqual([{ name: 'shopper', directory: AGENT, error: 'fetch failed' }]);
    expect(await ask(agents)).toBe('');
    pass(24 * 3_600_000);
    const at = NOW + 86_400;
    const answer = await agents.verify(requestOf(await sign({ created: at - 1, expires: at + 100 })));
    expect(answer.code).toBe('directory_unavailable');
  });

  it('is asked again after an hour, while the key it gave is used', async () => {
    const fetch = directory();
    const agents = await open({ fetch });
    await agents.refresh();
    pass(3_600_000);
    const at = NOW + 3600;
    fetch.mockResolvedValue(new Response(JSON.stringify({ keys: [] })));
    const signed = async () => requestOf(await sign({ created: at - 1, expires: at + 100 }));
    expect((await agents.verify(await signed())).state).toBe('verified');
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
    await vi.waitFor(async () => expect((await agents.verify(await signed())).code).toBe('key_unknown'));
  });
});

describe('a payment network’s tag', () => {
  it('goes to the check that the site gives for it', async () => {
    const verify = vi.fn(() => ({ state: 'verified', name: 'payer' }) as const);
    const agents = await open({ schemes: { 'agent-payer-auth': { verify } } });
    const request = requestOf(await sign({ tag: 'agent-payer-auth' }));
    expect(await agents.verify(request, { session: 's' })).toEqual({
      state: 'verified',
      name: 'payer',
      code: '',
    });
    expect(verify).toHaveBeenCalledWith(request, { session: 's' });
  });

  it('is unverified where that check throws', async () => {
    const verify = () => Promise.reject(new Error('down'));
    const agents = await open({ schemes: { 'agent-payer-auth': { verify } } });
    const answer = await agents.verify(requestOf(await sign({ tag: 'agent-payer-auth' })));
    expect(answer).toEqual({ state: 'unverified', name: '', code: 'failed' });
  });
});

describe('hostile headers', () => {
  it('never throw', async () => {
    const agents = await open();
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,3}=\([" @a-z;=]*\)[;a-z="0-9, ]*$/));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (input, signature, agent) => {
        const headers = { 'signature-input': input, signature, 'signature-agent': agent };
        const answer = await agents.verify({ method: 'GET', url: '/', headers });
        expect(answer.state).not.toBe('verified');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    undefined,
    null,
    1,
    'GET',
    {},
    { method: 'GET', url: '/' },
    { method: 'GET', url: 'http://[', headers: {} },
  ])('nor does %o, which is no request', async (request) => {
    const agents = await open();
    expect((await agents.verify(request)).state).toBe('none');
  });
});

describe('wrong options', () => {
  it.each([
    [{ origin: 'shop.example' }, /origin/],
    [{ origin: `${SHOP}/` }, /origin/],
    [{ nonces: {} as never }, /nonces/],
    [{ agents: [{ name: 'a' }] }, /agent a must have keys or a directory/],
    [{ agents: [{ name: '', keys: [] }] }, /name/],
    [{ agents: [{ name: 'a', directory: 'http://a.example' }] }, /https origin/],
    [{ agents: [{ name: 'a', directory: `${AGENT}/path` }] }, /https origin/],
    [
      {
        agents: [
          { name: 'a', directory: AGENT },
          { name: 'b', directory: AGENT },
        ],
      },
      /listed twice/,
    ],
    [{ agents: [{ name: 'a', keys: [EC_KEY] }] }, /Ed25519/],
    [{ schemes: { tag: {} as never } }, /schemes.tag/],
    [{ tags: [] } as never, /no option tags/],
  ])('%o are refused', async (options, message) => {
    await expect(open(options)).rejects.toThrow(message);
    await expect(open(options)).rejects.toThrow(TypeError);
  });
});
