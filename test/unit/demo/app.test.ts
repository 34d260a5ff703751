import { describe, expect, it } from 'vitest';
import { CUSTOMER, NOW, openShop } from './shop.ts';
import { accepted, refused } from './verdicts.ts';

describe('the shop', () => {
  it('says when it is ready', async () => {
    expect((await (await openShop()).visit('/healthz')).status).toBe(200);
  });

  it.each([
    '/',
    '/cart',
    '/checkout',
    '/nowhere',
    '/tellsign/worker.js',
    '/tellsign/nowhere.js',
    '/tellsign/inspector.js',
    '/public/../app.js',
  ])('answers %s with a strict policy', async (path) => {
    const csp = (await (await openShop()).visit(path)).headers.get('content-security-policy') ?? '';
    expect(csp).toMatch(/^default-src 'none'.*; frame-ancestors 'none'/);
    expect(csp).not.toMatch(/unsafe-inline|'unsafe-eval'/);
    expect(csp.includes("'wasm-unsafe-eval'")).toBe(path === '/tellsign/worker.js');
  });

  it.each(['/', '/cart', '/checkout?inspect', '/checkout'])(
    'needs no inline script or style on %s',
    async (path) => {
      const { text } = await (await openShop()).visit(path);
      expect(text).not.toMatch(/ style=| on\w+="|<style|<script>|javascript:/);
      expect(text).toMatch(/<html lang="en">[\s\S]*<main id="main">/);
    },
  );

  it('hands out an opaque session that scripts cannot read', async () => {
    const cookie = (await (await openShop()).visit('/')).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^sid=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('does not adopt a session id that somebody else chose', async () => {
    const { app } = await openShop();
    const response = await app.request('/', { headers: { cookie: 'sid=AAAAAAAAAAAAAAAAAAAAAA' } });
    expect(response.headers.get('set-cookie')).not.toContain('AAAAAAAA');
  });

  it('keeps what is put into the basket', async () => {
    const { visit } = await openShop();
    await visit('/cart', { sku: 'mug-moss', pieces: '2' });
    await visit('/cart', { sku: 'no-such-thing', pieces: '2' });
    expect((await visit('/cart')).text).toContain('€48.00');
    await visit('/cart/pieces', { sku: 'mug-moss', pieces: '0' });
    expect((await visit('/cart')).text).toContain('Your basket is empty');
  });

  it('puts nonce, action and its own transaction into the checkout', async () => {
    const { text } = await (await openShop()).visit('/checkout');
    expect(text).toMatch(
      /<meta name="vrd" data-op="checkout" data-nonce="[\w-]{51}" data-now="\d+" data-exp="\d+" data-aud="https:/,
    );
    expect(text).toMatch(/<form [^>]*data-tellsign="checkout"\s+data-tellsign-tx-amount="7290"/);
    for (const id of ['pay', ...Object.keys(CUSTOMER)]) expect(text).toContain(`id="${id}"`);
  });

  it('verifies against its own cart, never against the form', async () => {
    const { visit, requests } = await openShop(accepted());
    await visit('/checkout');
    await visit('/pay', { ...CUSTOMER, amount: '1', 'data-tellsign-tx-amount': '1', 'tellsign-token': 't' });
    expect(requests[0]).toMatchObject({
      action: 'checkout',
      tx: { amount: '7290', currency: 'EUR', payee: 'kiln-and-kettle' },
    });
  });
});

describe('pressing Pay', () => {
  it('places the order at low, and shows score and reasons', async () => {
    const { visit, entries } = await openShop(accepted());
    await visit('/checkout');
    const paid = await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    expect([paid.status, entries[0]?.decision]).toEqual([303, 'allow']);
    const { text } = await visit(paid.to ?? '');
    expect(text).toContain('Thank you, Mara.');
    expect(text).toContain('8.0 %');
    expect(text).toContain('Keys were held as unevenly');
    expect(text).toContain('−2.50');
    expect(text).not.toContain('4242');
  });

  it('lets a person look at high', async () => {
    const { visit, entries } = await openShop(accepted({ level: 'high', score: 0.97, logit: 3.5 }));
    await visit('/checkout');
    const { to } = await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    expect(entries[0]?.decision).toBe('review');
    expect((await visit(to ?? '')).text).toContain('A person looks at this order');
  });

  it('asks for a code without a verdict, and takes only the right one', async () => {
    const { visit, entries } = await openShop();
    await visit('/checkout');
    expect((await visit('/pay', CUSTOMER)).to).toBe('/verify');
    expect(entries).toMatchObject([
      { action: 'checkout', verdict: { ok: false, code: 'missing' }, decision: 'challenge' },
    ]);
    const code = /id="sent">(\d{6})</.exec((await visit('/verify')).text)?.[1] ?? '';
    const wrong = await visit('/verify', { code: code === '000000' ? '000001' : '000000' });
    expect([wrong.status, wrong.text.includes('4 tries left')]).toEqual([422, true]);
    const right = await visit('/verify', { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect((await visit(right.to ?? '')).text).toContain('confirmed with your code');
  });

  it('knows the session by its key once the code was right (A3)', async () => {
    const { visit, confirmed } = await openShop(accepted({ level: 'medium', flags: ['binding_absent'] }));
    await visit('/checkout');
    await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    const code = /id="sent">(\d{6})</.exec((await visit('/verify')).text)?.[1] ?? '';
    await visit('/verify', { code: 'x' });
    expect(confirmed).toEqual([]);
    await visit('/verify', { code });
    expect(confirmed).toEqual([[expect.stringMatching(/^[\w-]{22}$/), 'k']]);
  });

  it('gives up on guessed codes', async () => {
    const { visit } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/pay', CUSTOMER);
    let last = await visit('/verify', { code: 'x' });
    for (let tries = 1; tries < 5; tries++) last = await visit('/verify', { code: 'x' });
    expect(last.text).toContain('Too many tries');
    expect((await visit('/verify')).to).toBe('/cart');
  });

  it.each([
    ['an empty token', ''],
    ['junk', 'a.b.c'],
    ['very much junk', 'x'.repeat(5000)],
  ])('survives %s', async (_, token) => {
    const { visit, entries } = await openShop();
    await visit('/checkout');
    expect((await visit('/pay', { ...CUSTOMER, 'tellsign-token': token })).to).toBe('/verify');
    expect(entries[0]?.verdict).toMatchObject({ ok: false, code: token === '' ? 'missing' : 'malformed' });
  });

  it('refuses two tokens at once', async () => {
    const { visit, entries } = await openShop();
    await visit('/checkout');
    const form = new URLSearchParams(CUSTOMER);
    form.append('tellsign-token', 'a.b.c');
    form.append('tellsign-token', 'a.b.c');
    await visit('/pay', form);
    expect(entries[0]?.verdict).toMatchObject({ ok: false, code: 'malformed' });
  });

  it('gives a used or expired verdict one fresh nonce, then a code', async () => {
    const { visit, entries } = await openShop(refused('nonce_expired'));
    const nonceOf = (text: string) => /data-nonce="([\w-]+)"/.exec(text)?.[1];
    const before = nonceOf((await visit('/checkout')).text);
    const again = await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    expect(again.status).toBe(409);
    expect(nonceOf(again.text)).not.toBe(before);
    expect(again.text).toContain('value="Mara Lindqvist"');
    expect(again.text).not.toContain('value="4242');
    expect((await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' })).to).toBe('/verify');
    expect(entries.map(({ decision }) => decision)).toEqual(['retry', 'challenge']);
  });

  it('does not place an order twice', async () => {
    const { visit, entries } = await openShop(accepted());
    await visit('/checkout');
    const { to } = await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    const twice = await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    expect([twice.status, entries.length]).toEqual([409, 2]);
    expect(twice.text).toContain(to);
  });

  it('says beside each field what is wrong, and still judges the verdict', async () => {
    const { visit, entries } = await openShop(accepted());
    await visit('/checkout');
    const { status, text } = await visit('/pay', { ...CUSTOMER, card: '4242424242424241', email: 'mara' });
    expect([status, entries.length]).toEqual([422, 1]);
    expect(text).toContain('aria-describedby="card-hint card-error" aria-invalid="true"');
    expect(text).toContain('id="email-error"');
  });

  it('escapes whatever is typed', async () => {
    const { visit } = await openShop(accepted());
    await visit('/checkout');
    const name = '"><script>alert(1)</script>';
    const { text } = await visit('/pay', { ...CUSTOMER, name, card: '' });
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;');
    const { to } = await visit('/pay', { ...CUSTOMER, name });
    expect((await visit(to ?? '')).text).not.toContain('<script>alert');
  });

  it('refuses a body that is too large, and reads one that is no form', async () => {
    const { app, visit, entries } = await openShop();
    expect((await visit('/pay', { name: 'x'.repeat(70_000) })).status).toBe(413);
    const body = '{"name":1}';
    const response = await app.request('/pay', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, entries[0]?.decision]).toEqual([409, 'challenge']);
  });

  it('shows an order only to the session that made it', async () => {
    const { app, visit } = await openShop(accepted());
    await visit('/checkout');
    const { to } = await visit('/pay', { ...CUSTOMER, 'tellsign-token': 't' });
    expect((await app.request(to ?? '')).status).toBe(404);
  });
});

describe('the nonce route', () => {
  const ask = (app: Awaited<ReturnType<typeof openShop>>['app'], body: string, cookie = '') =>
    app.request('/tellsign/nonce', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', cookie },
    });

  it('issues a nonce with its times and the site id', async () => {
    const response = await ask((await openShop()).app, '{"op":"checkout"}');
    const nonceResponse = await response.json();
    expect(nonceResponse).toMatchObject({
      now: NOW / 1000,
      exp: NOW / 1000 + 300,
      aud: 'https://shop.example',
    });
    expect(nonceResponse.nonce).toHaveLength(51);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['{"op":"login"}', '{}', 'null', '[]', '{', ''])('refuses %s', async (body) => {
    const response = await ask((await openShop()).app, body);
    expect([response.status, await response.json()]).toEqual([400, { code: 'op_unknown' }]);
  });

  it('slows down who asks too often', async () => {
    const { app } = await openShop();
    const cookie = (await app.request('/')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const codes = [];
    for (let count = 0; count < 31; count++) codes.push((await ask(app, '{"op":"checkout"}', cookie)).status);
    expect(codes.filter((code) => code === 200)).toHaveLength(30);
    expect(codes.at(-1)).toBe(429);
  });
});

describe('the inspector', () => {
  it('is on a page only when asked for, and stays on along the links', async () => {
    const { visit } = await openShop();
    expect((await visit('/')).text).not.toContain('inspector.js');
    const { text } = await visit('/?inspect');
    expect(text).toContain('src="/tellsign/inspector.js"');
    expect(text).toContain('href="/cart?inspect"');
  });
});
