import { describe, expect, it } from 'vitest';
import { createDoor } from '../../../../src/decide/records/door.ts';

const secretOf = (first: number) => Uint8Array.from({ length: 32 }, (_, i) => first + i);

describe('what is private', () => {
  const door = createDoor(secretOf(1));

  it('is stored under 16 bytes that do not name it', async () => {
    const name = await door('account', 'somebody@shop.example');
    expect(name).toMatch(/^[\w-]{22}$/);
    expect(await door('account', 'somebody@shop.example')).toBe(name);
  });

  it('has another name for every kind, value, order and site', async () => {
    const names = await Promise.all([
      door('account', 'a'),
      door('card', 'a'),
      door('account', 'b'),
      door('idempotency', 'a', 'bc'),
      door('idempotency', 'ab', 'c'),
      createDoor(secretOf(2))('account', 'a'),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([new Uint8Array(16), new Uint8Array(32), 'secret', undefined])(
    'needs a secret, not %o',
    (secret) => {
      expect(() => createDoor(secret as Uint8Array)).toThrow(TypeError);
    },
  );
});
