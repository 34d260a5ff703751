import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../demo/environment.ts';

describe('the demo’s environment', () => {
  it('has defaults for everything', () => {
    expect(readEnvironment({})).toEqual({ port: 8787, host: '127.0.0.1' });
  });

  it('reads what is set', () => {
    const environment = { PORT: '0', TELLSIGN_LOG: '/tmp/x', TELLSIGN_NONCE_TTL: '2', TELLSIGN_AGENTS: 'a' };
    const read = { port: 0, logFile: '/tmp/x', nonceTtlSeconds: 2, agentsFile: 'a' };
    expect(readEnvironment(environment)).toMatchObject(read);
  });

  it('lets the shop be seen from outside only where that is asked for', () => {
    expect(readEnvironment({ HOST: '' }).host).toBe('127.0.0.1');
    expect(readEnvironment({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  it('reads where the stores are', () => {
    const environment = { REDIS_URL: 'redis://127.0.0.1', DATABASE_URL: 'pglite:' };
    expect(readEnvironment(environment)).toMatchObject({
      redisUrl: 'redis://127.0.0.1',
      databaseUrl: 'pglite:',
    });
  });

  it('reads the secret as openssl prints it', () => {
    const secret = Buffer.from('ab'.repeat(32), 'hex');
    expect(readEnvironment({ TELLSIGN_SECRET: 'ab'.repeat(32) }).secret).toEqual(secret);
    expect(readEnvironment({ TELLSIGN_SECRET: '' }).secret).toBeUndefined();
  });

  it.each([
    ['TELLSIGN_SECRET', 'ab'.repeat(31)],
    ['TELLSIGN_SECRET', 'x'.repeat(64)],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['TELLSIGN_NONCE_TTL', '0'],
    ['TELLSIGN_NONCE_TTL', '1e3'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(name);
  });
});
