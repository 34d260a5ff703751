import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSecret } from '../../../src/decide/webhook/secret.ts';
import { createReceipts } from '../../../src/server/receipt/receipt.ts';
import { call, callJson, newFolder } from './call.ts';

const parsed = async (...options: string[]) => parseEnv((await call(['keys', ...options])).out);

describe('tellsign keys', () => {
  it('prints a new secret each time, 32 bytes in hexadecimal', async () => {
    const [one, other] = [await parsed(), await parsed()];
    expect(Object.keys(one)).toEqual(['TELLSIGN_SECRET']);
    expect(one.TELLSIGN_SECRET).toMatch(/^[0-9a-f]{64}$/);
    expect(other.TELLSIGN_SECRET).not.toBe(one.TELLSIGN_SECRET);
  });

  it('makes two keys that are rotated one by one', async () => {
    const env = await parsed('--rotating');
    expect(Object.keys(env).sort()).toEqual(['TELLSIGN_BINDING_KEY', 'TELLSIGN_NONCE_KEY']);
    expect(env.TELLSIGN_NONCE_KEY).not.toBe(env.TELLSIGN_BINDING_KEY);
  });

  it('makes a key that signs receipts', async () => {
    const env = await parsed('--receipts');
    const { d, ...half } = JSON.parse(env.TELLSIGN_RECEIPT_KEY ?? '');
    const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
    const receipts = createReceipts({
      issuer: 'https://shop.example',
      keys: [
        {
          kid: '1',
          privateKey: await crypto.subtle.importKey('jwk', { ...half, d }, ecdsa, false, ['sign']),
          publicKey: await crypto.subtle.importKey('jwk', half, ecdsa, true, ['verify']),
        },
      ],
      pairwiseSalt: Buffer.from(env.TELLSIGN_RECEIPT_SALT ?? '', 'hex'),
    });
    expect((await receipts.jwks()).keys).toMatchObject([{ kty: 'EC', x: half.x }]);
  });

  it('makes a secret that webhooks take', async () => {
    const { TELLSIGN_WEBHOOK_SECRET = '' } = await parsed('--webhooks');
    expect(readSecret(TELLSIGN_WEBHOOK_SECRET)).toHaveLength(32);
  });

  it('appends what a file lacks, keeps what it has, and prints no secret', async () => {
    const cwd = newFolder();
    const file = join(cwd, '.env');
    writeFileSync(file, 'PORT=1\nTELLSIGN_SECRET=mine');
    const first = await callJson(['keys', '--write', '.env', '--webhooks'], { cwd });
    expect(first).toMatchObject({
      code: 0,
      data: { added: ['TELLSIGN_WEBHOOK_SECRET'], kept: ['TELLSIGN_SECRET'], ignored: false },
    });
    const text = readFileSync(file, 'utf8');
    const env = parseEnv(text);
    expect(env).toMatchObject({ PORT: '1', TELLSIGN_SECRET: 'mine' });
    const told = await call(['keys', '--write', '.env', '--webhooks'], { cwd });
    // The file was there, and keeps its rights.
    expect(told.out).toContain('chmod 600 .env');
    expect(told.out).not.toContain(env.TELLSIGN_WEBHOOK_SECRET);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('writes a new file for its owner alone, and fills a name without a value', async () => {
    const cwd = newFolder();
    await call(['keys', '--write', 'new.env'], { cwd });
    expect(statSync(join(cwd, 'new.env')).mode & 0o777).toBe(0o600);
    writeFileSync(join(cwd, 'empty.env'), 'TELLSIGN_SECRET=\n');
    await call(['keys', '--write', 'empty.env'], { cwd });
    const env = parseEnv(readFileSync(join(cwd, 'empty.env'), 'utf8'));
    expect(env.TELLSIGN_SECRET).toMatch(/^[0-9a-f]{64}$/);
  });
});
