import { cpSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, callJson, newFolder } from '../call.ts';

describe('tellsign model', () => {
  it('makes a key, signs a model with it and verifies the release, beside the folder it runs in', async () => {
    const cwd = newFolder();
    cpSync('model', join(cwd, 'trained'), { recursive: true });
    const run = (...words: string[]) => callJson(['model', ...words], { cwd });
    const { data } = await run('keys', 'create', 'a.pem');
    expect(statSync(join(cwd, 'a.pem')).mode & 0o777).toBe(0o600);
    expect((await run('keys', 'show', 'a.pub.pem')).data.key).toBe(data.key);
    const signed = await run(
      'sign',
      '--from',
      'trained',
      '--to',
      'public',
      '--key',
      'a.pem',
      '--version',
      '1',
    );
    expect(signed).toMatchObject({ code: 0, data: { command: 'model sign', ok: true, key: data.key } });
    const verify = (...more: string[]) => run('verify', 'public/stable.jws', ...more);
    expect(await verify('--pin', String(data.key))).toMatchObject({
      code: 0,
      data: { release: { version: 1 } },
    });
    expect(await verify('--pin', 'A'.repeat(43))).toMatchObject({ code: 1, data: { code: 'model_key' } });
    expect(await run('verify', 'public', '--public-key', 'a.pub.pem')).toMatchObject({ code: 0 });
    const rotated = await run('rotate', 'a.pem', 'b.pem');
    expect(rotated.data.pins).toEqual([data.key, rotated.data.key]);
  });

  it('says what it refused', async () => {
    const cwd = newFolder();
    const { code, err } = await call(['model', 'keys', 'show', 'none.pem'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^file_unreadable: .*none\.pem: .*ENOENT/);
  });

  it.each([
    ['pins of both kinds', ['--pin', 'A'.repeat(43), '--pin-root', 'B'.repeat(43)]],
    ['a version that is none', ['--pin', 'A'.repeat(43), '--min-version', '-1']],
  ])('refuses %s', async (_, words) => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'stable.jws'), 'no release');
    const told = await call(['model', 'verify', 'stable.jws', ...words], { cwd });
    expect(told).toMatchObject({ code: 2, err: expect.stringMatching(/^argument_invalid: /) });
  });
});
