import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE_FILES } from '../../../src/cli/copy/copy-files.ts';
import { NOTES, STACKS, type Stack } from '../../../src/cli/init/stacks.ts';
import { call, callJson, newFolder, readApp } from './call.ts';

let cwd = '';
let dist = '';
beforeEach(() => {
  [cwd, dist] = [newFolder(), newFolder()];
  for (const name of PAGE_FILES) writeFileSync(join(dist, name), name);
  writeFileSync(join(dist, 'integrity.json'), '{}');
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}
const depend = (...names: readonly string[]) =>
  put('package.json', JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1'])) }));
const filesIn = () =>
  readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(cwd, path)).isFile(),
  );
const init = (...options: string[]) => call(['init', ...options], { cwd, dist });

describe('tellsign init', () => {
  it.each([
    ['next', 'commonjs', true],
    ['next', 'module', false],
    ['express', 'commonjs', false],
  ])('says for %s in a package of the type %s whether the type has to go', async (stack, type, isTold) => {
    put('package.json', JSON.stringify({ type, dependencies: { [stack]: '1' } }));
    expect((await init()).out.includes('npm pkg delete type')).toBe(isTold);
  });

  it.each(STACKS)(
    'writes the app of examples/apps for %s, with secrets, and no file twice',
    async (stack) => {
      depend('tellsign', ...NOTES[stack].packages);
      const { code, out } = await init();
      expect([code, out.split('\n')[0]]).toEqual([0, `${stack}:`]);
      const app = await readApp(stack);
      for (const [path, text] of Object.entries(app)) {
        expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
        expect(out).toContain(`+ ${path} (`);
      }
      const env = parseEnv(readFileSync(join(cwd, '.env'), 'utf8'));
      expect(env.TELLSIGN_SECRET).toMatch(/^[0-9a-f]{64}$/);
      expect(out).not.toContain(env.TELLSIGN_SECRET);
      expect(env.TELLSIGN_AUDIENCE).toBe(NOTES[stack].url);
      expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toContain('.env\n');
      const named = [...out.matchAll(/^\+ (\S+)/gm)].map(([, path]) => path);
      expect([...new Set(named)].sort()).toEqual(
        filesIn()
          .filter((path) => path !== 'package.json')
          .sort(),
      );
      expect(existsSync(join(cwd, 'public/tellsign/worker.js'))).toBe(NOTES[stack].copies);
      const before = filesIn();
      const again = await init();
      expect([again.code, filesIn()]).toEqual([0, before]);
      expect(again.out).not.toMatch(/^[+~!]/m);
    },
  );

  it('writes nothing with --dry-run', async () => {
    depend('express');
    const { out } = await init('--dry-run');
    expect(out).toContain('+ server.mjs (');
    expect(out).toContain('+ .gitignore (');
    expect(out).not.toContain('put it into .gitignore');
    expect(filesIn()).toEqual(['package.json']);
  });

  it('leaves a server as it is, and says what to add to it', async () => {
    depend('express');
    put('src/index.ts', 'my own');
    const { out } = await init();
    expect(out).toContain('! server.mjs (left as it is)');
    expect(out).toContain('src/index.ts is yours. Add to it, and to the page, with paths from');
    expect(out).toContain("  app.use('/tellsign', tellsign);");
    expect(existsSync(join(cwd, 'server.mjs'))).toBe(false);
    expect(readFileSync(join(cwd, 'src/index.ts'), 'utf8')).toBe('my own');
  });

  it('writes a backend to a page that Vite serves', async () => {
    depend('vite', 'react');
    put('src/main.tsx', 'my own');
    put('vite.config.ts', 'my own');
    const { out } = await init();
    expect(out).toContain('+ server.mjs (');
    expect(out).toContain('! vite.config.mjs (left as it is)');
    expect(out).toContain('src/main.tsx is yours.');
  });

  it('writes beside the folder app that Next has', async () => {
    depend('next');
    put('src/app/page.tsx', 'my own');
    const { out } = await init();
    expect(out).toContain('+ src/app/pay/route.js (');
    expect(out).toContain('! src/app/page.jsx (left as it is)');
    expect(existsSync(join(cwd, 'app'))).toBe(false);
    expect(existsSync(join(cwd, 'src/tellsign/verifier.mjs'))).toBe(true);
  });

  it('writes over nothing of the same name, and then writes nothing at all', async () => {
    depend('express');
    put('tellsign/routes.mjs', 'my own');
    const { code, err } = await init();
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^file_exists: tellsign\/routes\.mjs: another file/),
    ]);
    expect(filesIn().sort()).toEqual(['package.json', 'tellsign/routes.mjs']);
    expect((await init('--force')).out).toContain('~ tellsign/routes.mjs (');
  });

  it('keeps the secret that is there', async () => {
    depend('hono', '@hono/node-server', 'tellsign');
    put('.env', 'TELLSIGN_SECRET=mine\n');
    expect((await init()).out).toContain('= .env TELLSIGN_SECRET');
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toContain('TELLSIGN_SECRET=mine\n');
  });

  it('names the packages that are missing', async () => {
    depend('vite', 'react', 'tellsign');
    const { data } = await callJson(['init', '--dry-run'], { cwd, dist });
    expect(data).toMatchObject({
      stack: 'vite-react',
      missing: ['react-dom', '@vitejs/plugin-react', 'hono', '@hono/node-server'],
    });
  });

  it.each<[readonly string[], readonly string[], RegExp]>([
    [['koa'], [], /^stack_unknown: package\.json names none of next, vite-react, hono, fastify, express\./],
    [['@sveltejs/kit', 'vite', 'react'], [], /^stack_unknown: The stack of @sveltejs\/kit .*sveltekit\.md/],
    [['express'], ['--stack', 'rails'], /^stack_unknown: --stack is one of next/],
    [['express'], ['--audience', 'a\nB=1'], /^argument_invalid: --audience/],
  ])('refuses %j %j with advice', async (packages, options, error) => {
    depend(...packages);
    const { code, err } = await init(...options);
    expect([code, err]).toEqual([2, expect.stringMatching(error)]);
    expect(filesIn()).toEqual(['package.json']);
  });

  it('says that there is no project, or none that can be read', async () => {
    expect((await init()).err).toMatch(/^stack_unknown: There is no package\.json here/);
    put('package.json', '{');
    expect((await init()).err).toMatch(/^file_invalid: package\.json/);
  });
});

describe('examples/apps', () => {
  it.each(STACKS)('%s depends on what init asks for, in versions that are tried', (stack: Stack) => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
    const { dependencies, devDependencies } = read(`examples/apps/${stack}/package.json`);
    const needed = { ...dependencies, ...devDependencies };
    for (const name of NOTES[stack].packages) expect(Object.keys(needed)).toContain(name);
    expect(needed.tellsign).toBe(read('package.json').version);
  });

  it('have one verifier', async () => {
    const texts = await Promise.all(
      STACKS.map(async (stack) => (await readApp(stack))['tellsign/verifier.mjs']),
    );
    expect(new Set(texts).size).toBe(1);
  });
});
