import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';

async function sha256(text: string): Promise<string> {
  return encodeBase64url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
}

describe('transaction hash', () => {
  it('is the SHA-256 of the labelled netstrings, keys sorted', async () => {
    const expected = await sha256('9:vrd-tx-v16:amount5:129908:currency3:EUR');
    expect(await transactionHash({ currency: 'EUR', amount: '12990' })).toBe(expected);
    expect(expected).toHaveLength(43);
  });

  it('sorts keys by bytes, not by UTF-16 units', async () => {
    const expected = await sha256('9:vrd-tx-v13:\uff5e1:14:\u{1f600}1:2');
    expect(await transactionHash({ '\u{1f600}': '2', '\uff5e': '1' })).toBe(expected);
  });

  it.each([
    [{ a: '1.00' }, { a: '1' }],
    [{ a: '\u00e9' }, { a: 'e\u0301' }],
    [{ a: '' }, {}],
    [
      { a: '', ab: 'c' },
      { aa: 'b', c: '' },
    ],
  ])('tells %j from %j', async (a, b) => {
    expect(await transactionHash(a as Record<string, string>)).not.toBe(
      await transactionHash(b as Record<string, string>),
    );
  });

  it.each([
    ['\ud800', '\ud801'],
    ['a\udc00', 'a\ufffd'],
    ['\udc00\ud800', '\ufffd\ufffd'],
  ])('refuses the lone surrogates of %j, which hash like %j', async (one, other) => {
    for (const text of [one, other].filter((text) => /\p{Surrogate}/u.test(text))) {
      await expect(transactionHash({ payee: text })).rejects.toThrow(/well-formed/);
      await expect(transactionHash({ [text]: 'a' })).rejects.toThrow(/well-formed/);
    }
    expect(await transactionHash({ payee: '\u{1f600}' })).toHaveLength(43);
  });

  it.each([[{ amount: 12990 }], [{ amount: null }], [['a']], [null], ['a']])(
    'refuses %j',
    async (transaction) => {
      await expect(transactionHash(transaction as never)).rejects.toThrow(TypeError);
    },
  );

  it.each([
    ['Map', new Map([['amount', '1']])],
    ['FormData', new FormData()],
    ['URLSearchParams', new URLSearchParams({ amount: '1' })],
  ])('refuses a %s, all of which would hash like no transaction', async (_name, transaction) => {
    await expect(transactionHash(transaction as never)).rejects.toThrow(TypeError);
  });
});
