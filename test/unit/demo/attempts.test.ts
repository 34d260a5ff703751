import { describe, expect, it } from 'vitest';
import { createAttempts } from '../../../demo/console/attempts.ts';

describe('wrong passwords', () => {
  it.each([
    ['another address of one /64', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['the same IPv4 address, mapped', '192.0.2.7', '::ffff:192.0.2.7', true],
    ['another /64', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['another IPv4 address', '192.0.2.7', '192.0.2.8', false],
    ['no address at all', 'somewhere', 'elsewhere', false],
  ])('of one address count for %s: %s, %s, %s', (_name, first, second, isSame) => {
    const attempts = createAttempts(() => 0);
    for (let count = 0; count < 5; count++) attempts.fail(first);
    expect(attempts.waitMs(first)).toBeGreaterThan(0);
    expect(attempts.waitMs(second) > 0).toBe(isSame);
  });
});
