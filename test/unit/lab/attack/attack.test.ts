import { describe, expect, it } from 'vitest';
import { honest, refused } from '../../../lab/attack/attack.ts';
import { ATTACKS } from '../../../lab/attack/rows/index.ts';

describe('npm run attack', () => {
  it('has the seventeen rows in their order, each with what is tried', () => {
    expect(ATTACKS.map(({ row }) => row)).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
    expect(new Set(ATTACKS.map(({ tried }) => tried)).size).toBe(17);
  });

  it('fails where an attack gets through, and where it is refused for another reason', () => {
    expect(refused('a copy', 'replayed', 'replayed')).toBe('replayed');
    expect(() => refused('a copy', 'low', 'replayed')).toThrow(
      'got through, a copy: low instead of replayed',
    );
    expect(() => refused('a form', [404, false], [403, false])).toThrow('404, false instead of 403, false');
  });

  it('fails where the honest path does not work', () => {
    expect(() => honest('an order', 303, 303)).not.toThrow();
    expect(() => honest('an order', 404, 303)).toThrow('the honest path fails, an order: 404 instead of 303');
  });

  it('says what an attack got in a few words', () => {
    expect(refused('codes', [409, 'retry', ['a', 'b']], [409, 'retry', ['a', 'b']])).toBe('409, retry, a, b');
    expect(refused('orders', [], [])).toBe('nothing');
    expect(refused('answer', { status: 403 }, { status: 403 })).toBe('{"status":403}');
  });
});
