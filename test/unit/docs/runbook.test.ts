import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const TEXT = readFileSync('docs/runbook.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Everything in backquotes, and the blocks of code. */
const CODE = [
  ...[...TEXT.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, code = '']) => code),
  ...[...TEXT.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
];

/** Names of Redis, PostgreSQL, Prometheus and a shell, and those that an example makes up. */
const FOREIGN = new Set([
  ...['maxmemory', 'policy', 'noeviction', 'lock_timeout', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'date'],
  ...[
    'space',
    'left',
    'device',
    'FILE',
    'POLICY',
    'folder',
    'jonas',
    'olga',
    'ECONNREFUSED',
    'histogram_quantile',
    'Path',
    'Domain',
    'status',
  ],
]);

/** The text of all sources: a name that is nowhere in it is no name of ours. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sources(path);
      return /\.(ts|json)$/.test(entry.name) ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}
const SOURCES = ['src', 'worker', 'demo', 'tools', 'model/manifest.json', 'examples']
  .map((path) => (path.endsWith('.json') ? readFileSync(path, 'utf8') : sources(path)))
  .join('\n');
const NAMES = new Set(SOURCES.match(/[A-Za-z_]\w*/g));
/** `claim_*` stands for every name that begins so. */
const isName = (word: string): boolean =>
  NAMES.has(word) || (word.endsWith('_') && [...NAMES].some((name) => name.startsWith(word)));

describe('docs/runbook.md', () => {
  it('names only npm scripts that exist, and only parts of them that do', () => {
    const runs = CODE.flatMap((code) => [...code.matchAll(/npm (?:run )?([\w-]+)(?: -- ([\w/. -]+))?/g)]);
    expect(runs.length).toBeGreaterThan(8);
    for (const [, script = '', args = ''] of runs) {
      expect(Object.keys(scripts)).toContain(script);
      const [part = ''] = args.split(' ');
      if (script === 'lab') expect(existsSync(`test/lab/${part}`) || existsSync(`test/${part}`)).toBe(true);
      if (script === 'test') expect(existsSync(`test/${part}`)).toBe(true);
      if (script === 'bench') expect(readFileSync('test/lab/bench/index.ts', 'utf8')).toContain(part);
      if (script === 'labels') expect(readFileSync('tools/labels/index.ts', 'utf8')).toContain(`'${part}'`);
    }
  });

  it('names only options of commands that they have', () => {
    const options = CODE.flatMap((code) => code.match(/ --([a-z][a-z-]+)/g) ?? []);
    const all = SOURCES + sources('test/lab');
    for (const option of options) expect(all).toContain(option.trim().slice(2));
  });

  it('names only pages of the console that exist', () => {
    const pages = CODE.flatMap((code) => code.match(/\/console\/([a-z]+)/g) ?? []);
    expect(pages.length).toBeGreaterThan(4);
    const routes = sources('src/console/routes');
    for (const page of pages) expect(routes).toContain(`routes.get('${page.replace('/console', '')}'`);
  });

  it('names only members, codes, tables, flags and metrics that exist', () => {
    const words = CODE.flatMap((code) => code.replaceAll(/npm [^|]*/g, '').match(/[A-Za-z_]\w{3,}/g) ?? []);
    const strange = words.filter((word) => !isName(word) && !FOREIGN.has(word));
    expect([...new Set(strange)]).toEqual([]);
  });
});
