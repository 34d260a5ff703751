import { describe, expect, it, vi } from 'vitest';
import { memoryRecords } from '../../../src/decide/index.ts';
import { CUSTOMER, openShop } from './shop.ts';
import { accepted, refused } from './verdicts.ts';

const PAID = { ...CUSTOMER, 'tellsign-token': 't' };
const BERLIN = { 'x-demo-place': '52.52,13.40' };
const codeIn = (text: string): string => /id="sent">(\d{6})</.exec(text)?.[1] ?? '';

describe('what the shop decides on', () => {
  it('is account, amount, currency, session and where the request comes from', async () => {
    const { visit, decided } = await openShop(accepted());
    await visit('/checkout');
    await visit('/pay', { ...PAID, email: 'Mara@Post.Example' }, BERLIN);
    expect(decided).toMatchObject([
      {
        action: 'checkout',
        account: 'mara@post.example',
        amount: 72.9,
        currency: 'EUR',
        session: expect.stringMatching(/^[\w-]{22}$/),
        idempotencyKey: expect.stringMatching(/^\["[\w-]{36}","[\w-]{43}","mara@post\.example",null,"k"\]$/),
      },
    ]);
  });

  it('is a card’s digits, but for the test card that everybody types', async () => {
    const { visit, decided } = await openShop(accepted());
    for (const card of ['4000 0000 0000 0002', '4242 4242 4242 4242']) {
      await visit('/checkout');
      await visit('/pay', { ...PAID, card });
    }
    expect(decided.map(({ card }) => card)).toEqual(['4000000000000002', null]);
  });

  it('has another idempotency key for another basket, and for the next order', async () => {
    const { visit, decided } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/pay', PAID);
    await visit('/cart', { sku: 'mug-moss', pieces: '1' });
    await visit('/pay', PAID);
    await visit('/verify', { code: codeIn((await visit('/verify')).text) });
    await visit('/checkout');
    await visit('/pay', PAID);
    expect(new Set(decided.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  });

  it('is no account where the form is wrong: no device becomes known by it', async () => {
    const { visit, decided } = await openShop(accepted());
    await visit('/checkout');
    await visit('/pay', { ...PAID, cvv: '', card: '4000000000000002' });
    expect(decided).toMatchObject([{ account: null, idempotencyKey: null, card: '4000000000000002' }]);
  });

  it('is nothing before a fresh verdict was asked for', async () => {
    const { visit, decided } = await openShop(refused('nonce_expired'));
    await visit('/checkout');
    await visit('/pay', PAID);
    expect(decided).toEqual([]);
    await visit('/pay', PAID);
    expect(decided).toHaveLength(1);
  });
});

describe('what the shop learns of a challenge', () => {
  it('is that it was passed, by the right code', async () => {
    const { visit, labels } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/pay', PAID);
    const code = codeIn((await visit('/verify')).text);
    await visit('/verify', { code: 'x' });
    expect(labels).toEqual([]);
    await visit('/verify', { code });
    expect(labels).toEqual([
      [
        expect.any(String),
        { outcome: 'legitimate', reason: 'passed_two_factor', source: 'challenge', by: 'shop' },
      ],
    ]);
  });

  it('is that it was passed where the basket has changed: the code was right', async () => {
    const { visit, labels } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/pay', PAID);
    const code = codeIn((await visit('/verify')).text);
    await visit('/cart', { sku: 'mug-moss', pieces: '1' });
    expect((await visit('/verify', { code })).status).toBe(409);
    expect(labels.map(([, label]) => 'reason' in label && label.reason)).toEqual(['passed_two_factor']);
  });

  it('is that it was failed, by five wrong ones', async () => {
    const { visit, labels, confirmed } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/pay', PAID);
    for (let tries = 0; tries < 5; tries++) await visit('/verify', { code: 'x' });
    expect(labels.map(([, label]) => label)).toMatchObject([
      { outcome: 'fraudulent', reason: 'failed_two_factor' },
    ]);
    expect(confirmed).toEqual([]);
  });
});

describe('without its records', () => {
  it('the shop asks for a code, takes the order, and tells its operator', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const down = () => Promise.reject(new Error('down'));
    const records = { ...memoryRecords(), recall: down, save: down, label: down };
    const { visit } = await openShop(accepted(), undefined, { records });
    await visit('/checkout');
    expect((await visit('/pay', PAID)).to).toBe('/verify');
    const { text } = await visit('/verify');
    expect(text).toContain('failover: records');
    expect((await visit('/verify', { code: codeIn(text) })).to).toMatch(/^\/order\//);
    expect(warn).toHaveBeenCalledWith('shop: the label was not taken: unavailable');
    warn.mockRestore();
  });
});

describe('the page of an order', () => {
  it('shows rule, facts, context and shadows', async () => {
    const { visit } = await openShop(accepted({ level: 'medium', score: 0.6, flags: ['binding_absent'] }));
    await visit('/checkout');
    await visit('/pay', PAID, BERLIN);
    const { text } = await visit('/verify');
    expect(text).toContain('data-rule="stolen_cookie"');
    expect(text).toContain('&#39;binding_absent&#39; in flags');
    expect(text).toContain('Berlin. The account was not seen anywhere before.');
    expect(text).toContain('The device key does not fit the visitor’s cookie.');
    for (const policy of ['checkout_cautious', 'checkout_as_shipped']) expect(text).toContain(policy);
  });

  it('says why a person looks although a code was to be asked for', async () => {
    const { visit } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    for (let order = 0; order < 3; order++) {
      expect((await visit('/pay', PAID)).to).toBe('/verify');
      for (let tries = 0; tries < 5; tries++) await visit('/verify', { code: 'x' });
    }
    const { to } = await visit('/pay', PAID);
    const { text } = await visit(to ?? '');
    expect(text).toContain('Too many wrong codes.');
    expect(text).toContain('data-decision="review" data-hold="true"');
  });

  it('is one of its own where the order is held back', async () => {
    const { visit } = await openShop(accepted({ level: 'high', score: 0.97 }));
    await visit('/checkout');
    const { to } = await visit('/pay', PAID);
    const { text } = await visit(to ?? '');
    expect(text).toContain('A person looks at this order before anything is charged');
    expect(text).toContain('data-hold="true"');
  });
});

describe('the buttons that stand for a journey', () => {
  it('say where the visit comes from, until a header does', async () => {
    const { visit } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/origin', { origin: 'tokyo' });
    await visit('/origin', { origin: 'the moon' });
    await visit('/pay', PAID);
    expect((await visit('/verify')).text).toContain('Tokyo. The account');
    await visit('/pay', { ...PAID, email: 'other@post.example' }, BERLIN);
    expect((await visit('/verify')).text).toContain('Berlin. The account');
  });

  it.each([
    ['http://localhost/checkout?inspect', '/checkout?inspect'],
    ['http://localhost/order/KK-1', '/'],
    ['http://localhost//evil.example', '/'],
    ['http://evil.example/checkout', '/'],
    ['nonsense', '/'],
    ['', '/'],
  ])('lead from %s back to %s', async (referer, path) => {
    const { visit } = await openShop();
    expect((await visit('/origin', { origin: 'berlin' }, { referer })).to).toBe(path);
  });
});

describe('an order that is refused', () => {
  it('is told so in a sentence, without a reason, and stays in the basket', async () => {
    const { visit, entries } = await openShop(accepted());
    let last = await visit('/checkout');
    for (const tail of ['0002', '0010', '0028', '0036', '0044']) {
      await visit('/checkout');
      last = await visit('/pay', { ...PAID, card: `400000000000${tail}` });
    }
    expect([last.status, entries.at(-1)?.decision]).toEqual([403, 'deny']);
    expect(last.text).toContain('We cannot take this order');
    expect(last.text).not.toMatch(/id="verdict"|card_testing/);
    expect((await visit('/cart')).text).toContain('€68.00');
  });
});
