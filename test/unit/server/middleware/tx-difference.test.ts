import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGuard } from '../../../../src/server/middleware/guard.ts';
import { readParsed } from '../../../../src/server/middleware/read-parsed.ts';
import { describeTxDifference } from '../../../../src/server/middleware/tx-difference.ts';
import { type Transaction, transactionHash } from '../../../../src/wire/transaction.ts';
import { setup } from '../setup.ts';

const { forge, request, create } = await setup();
const executed = { amount: '4999', currency: 'EUR', cart: 'c_42' };
const signed = async (tx: Transaction) => forge.token({ claims: { txh: await transactionHash(tx) } });

describe('how transactions differ', () => {
  it.each([
    [{ ...executed, amount: '49.99' }, 'the page signed amount "49.99", the backend has "4999"'],
    [{ ...executed, amount: '499900' }, 'the page signed amount "499900", the backend has "4999"'],
    [{ ...executed, currency: 'eur' }, 'the page signed currency "eur", the backend has "EUR"'],
    [{ amount: '4999', currency: 'EUR' }, 'the page signed no cart, the backend has "c_42"'],
    [
      { ...executed, amount: '49.99', currency: 'eur' },
      'the page signed amount "49.99", the backend has "4999"; the page signed currency "eur", the backend has "EUR"',
    ],
    [{ ...executed, cart: 'c_43' }, 'the page signed another transaction than'],
  ])('is found for %j', async (tx, text) => {
    expect(await describeTxDifference(await signed(tx), executed)).toContain(text);
  });

  it.each(['', 'a', 'a.b.c', `.${btoa('null')}.`, undefined, 7])('is no fault of %j', async (token) => {
    expect(await describeTxDifference(token, executed)).toBe('the page signed no transaction');
  });

  it('ends in time with a hundred members', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`item${n}`, String(n)]));
    expect(await describeTxDifference(await signed(executed), many)).toContain('another transaction');
  });

  describe('at a guard', () => {
    afterEach(() => vi.restoreAllMocks());
    it.each([
      [true, 1],
      [false, 0],
    ])('is written with debug %s %d times', async (debug, times) => {
      const lines: unknown[] = [];
      const written = new Promise<void>((resolve) => {
        vi.spyOn(console, 'warn').mockImplementation((line) => {
          lines.push(line);
          resolve();
        });
      });
      const { txh: _, ...rest } = request;
      const expected = () => ({ ...rest, tx: executed });
      const guard = createGuard({ verifier: create(), noVerdict: 'challenge', expect: expected, debug });
      const token = await signed({ ...executed, amount: '1' });
      await guard.check({}, readParsed({ headers: {}, body: { 'tellsign-token': token } }));
      if (times > 0) await written;
      expect(lines).toHaveLength(times);
    });
  });
});
