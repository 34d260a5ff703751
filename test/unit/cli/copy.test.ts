import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE_FILES } from '../../../src/cli/copy/copy-files.ts';
import { SERVERS } from '../../../src/cli/copy/headers.ts';
import { call, callJson, newFolder } from './call.ts';

const hashOf = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

describe('tellsign copy', () => {
  let cwd = '';
  let dist = '';
  beforeEach(() => {
    [cwd, dist] = [newFolder(), newFolder()];
    const names = [...PAGE_FILES, 'debug.js', 'inspector.js', 'reasons.js'];
    for (const name of names) writeFileSync(join(dist, name), `text of ${name}`);
    const hashes = names.map((name) => [name, hashOf(`text of ${name}`)]);
    writeFileSync(join(dist, 'integrity.json'), JSON.stringify(Object.fromEntries(hashes)));
  });

  it('copies the four files, and prints a tag with the hash of the script', async () => {
    const { code, data } = await callJson(['copy', 'public/tellsign'], { cwd, dist });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'public/tellsign')).sort()).toEqual([...PAGE_FILES].sort());
    expect(data).toMatchObject({ written: PAGE_FILES, unchanged: [], path: '/tellsign' });
    expect(data.tag).toContain(`src="/tellsign/tellsign.js" integrity="${hashOf('text of tellsign.js')}"`);
  });

  it.each(SERVERS)('has headers for %s that name the path and the worker’s own policy', async (server) => {
    const args = ['copy', 'a', '--path', '/static/sign', '--for', server, '--debug'];
    const { data } = await callJson(args, { cwd, dist });
    const text = (data.headers as Record<string, string>)[server] ?? '';
    expect(Object.keys(data.headers as object)).toEqual([server]);
    expect(text).toContain('/static/sign/');
    expect(text).toContain("'wasm-unsafe-eval'");
    if (server === 'vercel') expect(JSON.parse(text)).toHaveProperty('headers');
  });

  it('writes over nothing without --force, and then not even one file', async () => {
    mkdirSync(join(cwd, 'a'));
    writeFileSync(join(cwd, 'a/worker.js'), 'mine');
    const refused = await call(['copy', 'a'], { cwd, dist });
    expect(refused.err).toMatch(/^file_exists: .*a\/worker\.js: another file is there/);
    expect(readdirSync(join(cwd, 'a'))).toEqual(['worker.js']);
    await call(['copy', 'a', '--force'], { cwd, dist });
    expect(readFileSync(join(cwd, 'a/worker.js'), 'utf8')).toBe('text of worker.js');
    const again = await callJson(['copy', 'a'], { cwd, dist });
    expect(again.data).toMatchObject({ written: [], unchanged: PAGE_FILES });
  });

  it('copies what an option adds', async () => {
    await call(['copy', 'a', '--inspector', '--debug'], { cwd, dist });
    const more = ['debug.js', 'inspector.js', 'reasons.js'];
    expect(readdirSync(join(cwd, 'a')).sort()).toEqual([...PAGE_FILES, ...more].sort());
  });

  it('copies no file of another hash', async () => {
    writeFileSync(join(dist, 'worker.js'), 'damaged');
    const { err } = await call(['copy', 'a'], { cwd, dist });
    expect(err).toMatch(/^file_invalid: worker\.js has another hash/);
  });

  it.each([
    ['--path', 'tellsign'],
    ['--path', '/a";}'],
    ['--for', 'apache'],
  ])('refuses %s %s', async (option, value) => {
    expect((await call(['copy', 'a', option, value], { cwd, dist })).err).toMatch(/^argument_invalid: --/);
  });
});
