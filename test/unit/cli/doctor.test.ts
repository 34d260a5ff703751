import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { VERSIONED } from '../../../src/cli/doctor/checks/files.ts';
import { call, callJson } from './call.ts';

type Handler = RequestListener;
interface Found {
  readonly name: string;
  readonly severity: string;
  readonly seen: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const answer =
  (body: string | Uint8Array, type: string, headers: Readonly<Record<string, string>> = {}): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);
const BUILT = '"tellsign-0.1.0"';
const script = (text: string | Uint8Array, headers?: Readonly<Record<string, string>>) =>
  answer(text, 'text/javascript', headers);
const NONCE = 'A'.repeat(51);
const nonceAt =
  (nowSeconds: number, more: object = {}): Handler =>
  (_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b' })
      .end(JSON.stringify({ nonce: NONCE, now: nowSeconds, exp: nowSeconds + 300, aud: 'shop', ...more }));
const TAG = '<script src="/tellsign/tellsign.js" data-endpoint="/tellsign" defer></script>';
const PAGE = `<!doctype html>${TAG}<form data-tellsign="checkout" method="post" action="/pay"></form>`;
const seconds = () => Math.floor(Date.now() / 1000);

/** A site on loopback: a page that is right, with what the test changes. */
async function open(changes: Readonly<Record<string, Handler>> = {}, host = '127.0.0.1'): Promise<string> {
  const routes: Readonly<Record<string, Handler>> = {
    '/': answer(PAGE, 'text/html'),
    '/tellsign/tellsign.js': script('"tellsign-0.1.0"'),
    '/tellsign/worker.js': script('"tellsign-0.1.0"'),
    '/tellsign/ort.js': script('1'),
    '/tellsign/ort.wasm': answer('1', 'application/wasm'),
    '/tellsign/nonce': (request, response) => nonceAt(seconds())(request, response),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const handler = changes[path] ?? routes[path];
    if (handler) handler(request, response);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
  });
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, host, done));
  return `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

async function findings(changes: Readonly<Record<string, Handler>>, ...options: string[]) {
  const { code, data } = await callJson(['doctor', await open(changes), ...options]);
  const all = data.findings as readonly Found[];
  return { code, names: all.map(({ name, severity }) => `${severity} ${name}`), all };
}

/** Sends without an end. */
const endless: Handler = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/javascript' });
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};
const silent: Handler = () => undefined;
const loop: Handler = (request, response) => response.writeHead(302, { location: `${request.url}` }).end();

describe('tellsign doctor', () => {
  it('says that nothing is wrong where nothing is', async () => {
    const { code, out } = await call(['doctor', await open()]);
    expect(code).toBe(0);
    expect(out).toContain('nothing is seen that keeps verdicts from being verified.');
    expect(out).toContain('FINE   ');
    expect(out).not.toMatch(/^(WRONG|CHECK|NOTE)/m);
  });

  it.each<[string, Readonly<Record<string, Handler>>, readonly string[]]>([
    ['a script without an end', { '/tellsign/tellsign.js': endless }, ['wrong script_blocked']],
    ['a worker that redirects to itself', { '/tellsign/worker.js': loop }, ['wrong worker_missing']],
    ['a worker that never answers', { '/tellsign/worker.js': silent }, ['wrong worker_missing']],
    ['a nonce without an end', { '/tellsign/nonce': endless }, ['wrong nonce_wrong_type']],
    ['a nonce that redirects', { '/tellsign/nonce': loop }, ['wrong nonce_route_missing']],
    [
      'a redirect away from the web',
      { '/tellsign/worker.js': (_, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end() },
      ['wrong worker_missing'],
    ],
    ['a page as script', { '/tellsign/tellsign.js': script('<!doctype html>') }, ['wrong script_blocked']],
    [
      'a script that is compressed twice',
      { '/tellsign/tellsign.js': script(gzipSync(gzipSync(BUILT)), { 'content-encoding': 'gzip' }) },
      ['wrong script_blocked'],
    ],
    [
      'a script that says it is compressed and is not',
      { '/tellsign/tellsign.js': script(BUILT, { 'content-encoding': 'gzip' }) },
      ['wrong script_blocked'],
    ],
    [
      'a script in another charset',
      { '/tellsign/tellsign.js': answer(BUILT, 'text/javascript; charset=utf-16') },
      ['wrong script_blocked'],
    ],
    ['a script of somebody else', { '/tellsign/tellsign.js': script('1') }, ['wrong script_blocked']],
    ['a worker of somebody else', { '/tellsign/worker.js': script('1') }, ['wrong worker_wrong_type']],
    [
      'a script that waits for consent',
      { '/': answer(PAGE.replace('<script', '<script type="text/plain"'), 'text/html') },
      ['wrong script_blocked'],
    ],
    [
      'a policy with other trusted types',
      {
        '/': answer(PAGE, 'text/html', {
          'content-security-policy': "require-trusted-types-for 'script'; trusted-types app",
        }),
      },
      ['wrong worker_forbidden'],
    ],
    ['no page at all', { '/': answer('{}', 'application/json') }, ['wrong page_unreachable']],
    ['a page that redirects to itself', { '/': loop }, ['wrong page_unreachable']],
  ])('names %s, and does not break', async (_, changes, names) => {
    const found = await findings(changes, '--timeout', '1');
    expect(found).toMatchObject({ code: 1, names });
  });

  it.each<[string, Readonly<Record<string, Handler>>, string]>([
    ['a clock that is ahead', { '/tellsign/nonce': nonceAt(seconds() + 120) }, 'wrong clock_wrong'],
    ['a clock that is a little off', { '/tellsign/nonce': nonceAt(seconds() - 20) }, 'note clock_wrong'],
    [
      'a page kept with its nonce',
      {
        '/': answer(
          `${PAGE}<meta name="vrd" data-nonce="${NONCE}" data-now="1" data-exp="2" data-aud="shop">`,
          'text/html',
        ),
      },
      'wrong clock_wrong',
    ],
    [
      'a cookie that no browser keeps',
      {
        '/tellsign/nonce': (request, response) => {
          response.setHeader('set-cookie', '__Host-vrd=a; Path=/pay');
          const now = seconds();
          response.end(JSON.stringify({ nonce: NONCE, now, exp: now + 300, aud: request.method }));
        },
      },
      'wrong cookie_missing',
    ],
    [
      'another cookie at every request',
      {
        '/tellsign/nonce': (_, response) => {
          response.setHeader('set-cookie', `__Host-vrd=${Math.random()}; Secure; Path=/`);
          const now = seconds();
          response.end(JSON.stringify({ nonce: NONCE, now, exp: now + 300, aud: 'shop' }));
        },
      },
      'wrong cookie_missing',
    ],
    [
      'no enrolment route',
      { '/tellsign/nonce': (...args) => nonceAt(seconds(), { enrol: NONCE })(...args) },
      'warning enrol_route_missing',
    ],
    ['a file of the runtime that is gone', { '/tellsign/ort.wasm': loop }, 'warning runtime_missing'],
    [
      'a worker without WebAssembly',
      {
        '/tellsign/worker.js': script('"tellsign-0.1.0"', { 'content-security-policy': "script-src 'self'" }),
      },
      'warning wasm_forbidden',
    ],
    [
      'a file that is kept for a year',
      { '/tellsign/worker.js': script('"tellsign-0.1.0"', { 'cache-control': 'max-age=31536000' }) },
      'warning cache_too_long',
    ],
    [
      'files of another release',
      {
        '/tellsign/tellsign.js': script('"tellsign-0.0.9"'),
        '/tellsign/worker.js': script('"tellsign-0.0.9"'),
      },
      'note release_other',
    ],
    ['test mode', { '/': answer(PAGE.replace(' defer', ' data-test defer'), 'text/html') }, 'note test_mode'],
    [
      'a hash that the script has not',
      { '/': answer(PAGE.replace(' defer', ' integrity="sha384-AAAA" defer'), 'text/html') },
      'wrong script_blocked',
    ],
    [
      'an isolated page whose worker is not',
      {
        '/': answer(PAGE, 'text/html', {
          'cross-origin-embedder-policy': 'require-corp',
          'content-security-policy': "worker-src 'self'",
        }),
      },
      'wrong worker_forbidden',
    ],
    ['a page without a tag', { '/': answer('<p>', 'text/html') }, 'warning tag_missing'],
  ])('finds %s', async (_, changes, name) => {
    expect((await findings(changes)).names).toContain(name);
  });

  it.each<[string, string, readonly string[]]>([
    ['another site’s address', 'https://other.example', ['note audience_other']],
    ['the address of development', 'http://localhost:3000', ['note audience_other']],
    ['an address that is none', 'https://', ['note audience_other']],
    ['a name', 'shop', []],
  ])('looks whether the audience is the page’s: %s', async (_, aud, names) => {
    const found = await findings({ '/tellsign/nonce': nonceAt(seconds(), { aud }) });
    expect(found).toMatchObject({ code: 0, names });
    expect(found.all.every(({ seen }) => seen.endsWith(`audience ${aud}`))).toBe(true);
  });

  it('minds the audience where customers are', async () => {
    const secure = async (url: unknown) => {
      const isNonce = String(url).endsWith('/nonce');
      const [now, aud] = [seconds(), 'http://localhost:3000'];
      return isNonce
        ? Response.json({ nonce: NONCE, now, exp: now + 300, aud })
        : new Response(PAGE, { headers: { 'content-type': 'text/html' } });
    };
    const { out } = await call(['doctor', 'shop.example'], { fetch: secure as typeof fetch });
    expect(out).toMatch(/CHECK {2}audience_other.*\n.*shop\.example\/ · audience http:\/\/localhost:3000/);
  });

  it('takes its own address for the audience', async () => {
    const routes: Record<string, Handler> = {};
    const site = await open(routes);
    routes['/tellsign/nonce'] = nonceAt(seconds(), { aud: site });
    expect((await callJson(['doctor', site])).data.findings).toEqual([]);
  });

  it('finds routes of another origin that share nothing', async () => {
    const endpoint = `${await open()}/tellsign`;
    expect((await findings({}, '--endpoint', endpoint)).names).toEqual(['wrong nonce_forbidden']);
  });

  const shared = { 'access-control-allow-origin': '*' };
  const preflight =
    (status: number, headers: object): Handler =>
    (request, response) =>
      request.method === 'OPTIONS'
        ? response.writeHead(status, { ...headers }).end()
        : response
            .writeHead(200, {
              'content-type': 'application/json',
              ...shared,
              'set-cookie': request.url === '/b/nonce' ? BOUND : '',
            })
            .end(JSON.stringify({ nonce: NONCE, now: seconds(), exp: seconds() + 300, aud: 'shop' }));
  const BOUND = '__Host-vrd=a; Path=/; Secure; HttpOnly; SameSite=Lax';
  it.each([
    ['/a', 204, { ...shared, 'access-control-allow-headers': 'Verdict, Content-Type' }, [], ''],
    ['/a', 204, shared, ['wrong nonce_forbidden'], 'without content-type in Access-Control-Allow-Headers'],
    ['/a', 404, { ...shared, 'access-control-allow-headers': '*' }, ['wrong nonce_forbidden'], '200 or 204'],
    [
      '/b',
      204,
      { ...shared, 'access-control-allow-headers': '*' },
      ['wrong cookie_missing'],
      'no cookie to another',
    ],
  ])(
    'asks routes of another origin as a browser does: %s, %i',
    async (path, status, headers, names, seen) => {
      const other = await open({ [`${path}/nonce`]: preflight(status, headers) });
      const found = await findings({}, '--endpoint', other + path);
      expect(found.names).toEqual(names);
      expect(found.all.map((one) => one.seen).join()).toContain(seen);
    },
  );

  it('finds files and routes of plain http in a secure page', async () => {
    const page = PAGE.replace('src="', 'src="http://cdn.example').replace(
      '="/tellsign"',
      '="http://a.example"',
    );
    const secure = async (url: unknown) =>
      String(url) === 'https://shop.example/'
        ? new Response(page, { headers: { 'content-type': 'text/html' } })
        : new Response('"tellsign-0.1.0"', { headers: { 'content-type': 'text/javascript' } });
    const { out } = await call(['doctor', 'shop.example'], { fetch: secure as typeof fetch });
    expect(out).toMatch(/WRONG {2}script_blocked.*\n.*http in a page of https/);
    expect(out).toMatch(/WRONG {2}nonce_forbidden.*\n.*http in a page of https/);
  });

  it('looks at a site on an IPv6 address', async () => {
    const site = new URL(await open({}, '::1'));
    const { out } = await call(['doctor', site.host]);
    expect(out).toContain(`http://${site.host}/: nothing is seen that keeps verdicts`);
  });

  it.each([
    ['ECONNREFUSED', 'start the server'],
    ['ENOTFOUND', 'typing error'],
    ['EAI_AGAIN', 'typing error'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['CERT_HAS_EXPIRED', 'renew it'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'other names'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'with http://'],
    ['ECONNRESET', 'was cut'],
    ['toString', 'as a visitor without a login'],
  ])('says what to change where a page is not reached: %s', async (cause, advice) => {
    const failing = async () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: cause } });
    };
    const { code, out } = await call(['doctor', 'https://shop.example'], { fetch: failing });
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 3).join('\n')).toContain(`${cause}\n       Change: `);
    expect(out).toContain(advice);
  });

  it.each<[string, Handler, string]>([
    ['leads in circles', loop, 'in circles'],
    ['fails', (_, response) => response.writeHead(502).end(), 'look at its log'],
    ['wants a password', (_, response) => response.writeHead(401).end(), 'wants none'],
    ['never answers', silent, '--timeout'],
  ])('says what to change where a page %s', async (_, page, advice) => {
    const { out } = await call(['doctor', await open({ '/': page }), '--timeout', '1']);
    expect(out).toContain(advice);
  });

  it('shows nothing that steers the terminal', async () => {
    const { out } = await call([
      'doctor',
      await open({
        '/tellsign/worker.js': (_, r) => r.writeHead(200, { 'content-type': 'a/\u009b2J' }).end(),
      }),
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0080-\u009f]/);
  });

  it('looks at a page whose address has letters of any script, and a part behind #', async () => {
    const referers: unknown[] = [];
    const site = await open({
      '/%D0%BA%D0%B0%D1%81%D1%81%D0%B0?q=%E6%94%AF': answer(PAGE, 'text/html'),
      '/tellsign/worker.js': (request, response) => {
        referers.push(request.headers.referer);
        script('"tellsign-0.1.0"')(request, response);
      },
    });
    expect(await callJson(['doctor', `${site}/касса?q=支#поле`])).toMatchObject({ code: 0 });
    expect(referers).toEqual([`${site}/%D0%BA%D0%B0%D1%81%D1%81%D0%B0?q=%E6%94%AF`]);
  });

  it('takes what a template engine wrote for what it is', async () => {
    const page = PAGE.replace('data-endpoint="/tellsign"', 'data-endpoint="&#x2F;tellsign"');
    expect(await findings({ '/': answer(page, 'text/html') })).toMatchObject({ names: [] });
  });

  it('names an address that is none', async () => {
    const page = PAGE.replace('data-endpoint="/tellsign"', 'data-endpoint="http://["');
    const { all, names } = await findings({ '/': answer(page, 'text/html') });
    expect(names).toEqual(['wrong nonce_route_missing']);
    expect(all[0]?.seen).toContain('http://[');
    for (const option of ['--endpoint', '--assets'])
      expect((await call(['doctor', 'shop.example', option, 'http://['])).err).toMatch(
        new RegExp(`^argument_invalid: ${option} is an address`),
      );
  });

  it('takes time in proportion to a hostile address', async () => {
    const path = `/${'1'.repeat(12_000)}/tellsign.js`;
    const routes = {
      '/': answer(`<script src="${path}"></script>`, 'text/html'),
      [path]: script('"tellsign-0.1.0"', { 'cache-control': 'max-age=9999999' }),
    };
    expect((await findings(routes)).names).toContain('warning cache_too_long');
    expect(VERSIONED.test('1'.repeat(1_000_000))).toBe(false);
  });

  it.each(['1.2345', '2.01', '0.0001'])('waits %s s', async (time) => {
    expect((await call(['doctor', await open(), '--timeout', time])).err).toBe('');
  });

  it('looks at the files of a bundle where it is told to', async () => {
    const routes = { '/': answer('<p>', 'text/html'), '/tellsign/worker.js': silent };
    const { names } = await findings(routes, '--assets', '/tellsign', '--timeout', '1');
    expect(names).toEqual(expect.arrayContaining(['wrong worker_missing', 'note tag_missing']));
  });

  it.each([
    ['ftp://shop.example', /^argument_invalid: <url>/],
    ['http://', /^argument_invalid: <url>/],
    ['https://ann:secret@shop.example', /^argument_invalid: <url> has no name and no password: (?!.*secret)/],
  ])('refuses %s', async (url, error) => {
    expect((await call(['doctor', url])).err).toMatch(error);
  });
});
