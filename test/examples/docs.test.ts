import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractBlocks } from './docs.ts';

const FOLDER = `${process.cwd()}/.tmp/docs`;
const isBuilt = existsSync('dist/server.js');
const LIMIT_MS = 300_000;

describe('docs/integrate.md', () => {
  const paths = extractBlocks('docs/integrate.md', FOLDER);

  it('has code for every framework', () => {
    expect(paths).toEqual([
      'page/checkout.ts',
      'page/checkout.tsx',
      'page/element.ts',
      'tellsign.ts',
      'shop.ts',
      'hono.ts',
      'express.ts',
      'fastify.ts',
      'app/pay/route.ts',
      'app/tellsign/[route]/route.ts',
      'retries.ts',
    ]);
  });

  it.skipIf(!isBuilt)(
    'has code with sound types (needs dist)',
    () => {
      writeFileSync(
        `${FOLDER}/tsconfig.json`,
        JSON.stringify({
          extends: '../../tsconfig.json',
          compilerOptions: { jsx: 'react-jsx' },
          include: ['**/*.ts', '**/*.tsx'],
        }),
      );
      execFileSync('node_modules/.bin/tsc', ['-p', FOLDER], { encoding: 'utf8', timeout: LIMIT_MS });
    },
    LIMIT_MS,
  );

  it.skipIf(!isBuilt).each(['hono', 'express', 'fastify', 'next'])(
    'has code for %s that asks for more without a good verdict, and takes a genuine one once (needs dist)',
    (framework) => {
      const args = ['--import', 'tsx', 'test/examples/visit.ts', framework, FOLDER];
      const env = { ...process.env, TELLSIGN_SECRET: randomBytes(32).toString('hex') };
      const options = { encoding: 'utf8', timeout: LIMIT_MS, env } as const;
      const lines = execFileSync(process.execPath, args, options).split('\n');
      const logged = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as object);
      expect(logged).toEqual([
        { ok: false, code: 'missing' },
        { ok: false, code: 'malformed' },
        expect.objectContaining({ ok: true, flags: expect.arrayContaining(['unbound']) }),
        { ok: false, code: 'replayed' },
      ]);
      const paid = lines.filter((line) => line.startsWith('pay:'));
      expect(paid.toSpliced(2, 1)).toEqual(new Array(3).fill('pay: 200 ask_for_code'));
      expect(lines).toContain('enrol: 401');
    },
    LIMIT_MS,
  );
});

describe('the documentation', () => {
  it.each([
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    'docs/integrate.md',
    'docs/threats.md',
    'docs/runbook.md',
    'docs/labels.md',
    'examples/verify/README.md',
  ])('%s names only files and npm scripts that exist', (page) => {
    const text = readFileSync(page, 'utf8');
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const commands = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    const files = [...text.matchAll(/`((?:test|src|examples|model|docs)\/[\w./-]+\.\w+)`/g)].map(
      ([, name = '']) => name,
    );
    expect(files.filter((name) => !existsSync(name))).toEqual([]);
    const folder = new URL(`file://${process.cwd()}/${page}`);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, name = '']) => name);
    expect(links.filter((name) => !existsSync(new URL(name, folder)))).toEqual([]);
  });
});
