import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verification, VerifierModel } from '../../src/server/index.ts';
import { extractBlocks } from './docs.ts';

const FOLDER = `${process.cwd()}/.tmp/guides`;
const PAGES = ['moving-here', 'versions', 'environments'] as const;
const isBuilt = existsSync('dist/server.js');
const LIMIT_MS = 300_000;
const load = async <T>(path: string): Promise<T> => import(pathToFileURL(join(FOLDER, path)).href);
const paths = PAGES.map((page) => extractBlocks(`docs/${page}.md`, join(FOLDER, page)));

const verdict = (more: object) =>
  ({ ok: true, level: 'low', degraded: [], reasons: [{ code: 'a' }], ...more }) as unknown as Verification;

describe('the guides', () => {
  it('have the code that is run here', () => {
    expect(paths).toEqual([['shadow.ts', 'old.ts', 'pay.ts'], ['models.ts'], ['routes.ts']]);
  });

  it.each(PAGES)('of %s are linked from README and docs/integrate.md', (page) => {
    for (const from of ['README.md', 'docs/integrate.md'])
      expect(readFileSync(from, 'utf8')).toContain(`${page}.md)`);
  });

  it.skipIf(!isBuilt)(
    'have code with sound types (needs dist)',
    () => {
      const config = { extends: '../../tsconfig.json', include: ['**/*.ts'] };
      writeFileSync(`${FOLDER}/tsconfig.json`, JSON.stringify(config));
      execFileSync('node_modules/.bin/tsc', ['-p', FOLDER], { encoding: 'utf8', timeout: LIMIT_MS });
    },
    LIMIT_MS,
  );
});

describe('docs/moving-here.md', () => {
  type Shadow = {
    compare(old: object | null, verdict: Verification): Readonly<Record<string, unknown>>;
  };
  let shadow: Shadow;
  beforeAll(async () => {
    shadow = await load<Shadow>('moving-here/shadow.ts');
  });

  it.each<[object | null, object, object]>([
    [{ success: true }, {}, { agree: true, old: true, new: true, level: 'low' }],
    [{ success: true, score: 0.3 }, {}, { agree: false, old: false, new: true }],
    [{ success: true }, { level: 'unknown' }, { agree: false, new: false }],
    [{ success: true }, { ok: false, code: 'missing', level: 'unknown' }, { code: 'missing', reasons: [] }],
    [{ success: true }, { degraded: ['model_deprecated'] }, { new: false }],
    [null, { level: 'high' }, { agree: true, old: false, new: false, level: 'high' }],
  ])('compares %j with %j', (old, more, line) => {
    expect(shadow.compare(old, verdict(more))).toMatchObject(line);
  });

  it.skipIf(!isBuilt).each([
    [true, 200],
    [false, 403],
  ])('lets the old service decide in shadow: %s (needs dist)', async (success, status) => {
    const { createApp } = await load<{ createApp(parts: object): Hono }>('moving-here/pay.ts');
    const lines: object[] = [];
    const refused = { ok: false, code: 'missing', level: 'unknown', degraded: [], retry: 'none' };
    const app = createApp({
      verifier: { verify: async () => refused, issueNonce: async () => ({}) },
      askOld: async (token: string) => ({ success: success && token === 'theirs' }),
      log: (line: object) => lines.push(line),
    });
    const body = new URLSearchParams({ 'cf-turnstile-response': 'theirs' });
    expect((await app.request('/pay', { method: 'POST', body })).status).toBe(status);
    expect(lines).toMatchObject([{ old: success, new: false, code: 'missing' }]);
  });
});

describe.skipIf(!isBuilt)('docs/versions.md (needs dist)', () => {
  it('loads the model of this release, and that of the one before', async () => {
    const { loadModels } = await load<{ loadModels(previous?: string): Promise<VerifierModel[]> }>(
      'versions/models.ts',
    );
    expect(await loadModels()).toHaveLength(1);
    expect((await loadModels('dist')).map(({ id }) => id)).toHaveLength(2);
  });
});

describe.skipIf(!isBuilt)('docs/environments.md (needs dist)', () => {
  it.each([
    ['development', 200],
    ['production', 403],
  ])('answers the dev server’s pages in %s with %s', async (environment, status) => {
    const { createRoutes } = await load<{
      createRoutes(verifier: object, environment: string): (request: Request) => Promise<Response>;
    }>('environments/routes.ts');
    const verifier = {
      knows: () => true,
      visit: async () => ({ sid: 'a', setCookie: null }),
      issueNonce: async () => ({ nonce: 'n' }),
    };
    const answer = await createRoutes(
      verifier,
      environment,
    )(
      new Request('http://localhost:3000/tellsign/nonce', {
        method: 'POST',
        headers: { origin: 'http://localhost:5173', 'content-type': 'application/json' },
        body: '{"op":"checkout"}',
      }),
    );
    expect(answer.status).toBe(status);
  });
});
