import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTES, type Part, type Stack } from './stacks.ts';

/** Files by path. */
export type AppFiles = Readonly<Record<string, string>>;

/** What becomes of one file. */
export interface Step {
  readonly path: string;
  /** `create` and `replace` write, `same` is there, `yours` is left alone, `taken` is in the way. */
  readonly kind: 'create' | 'replace' | 'same' | 'yours' | 'taken';
  readonly text: string;
}

interface PlanOptions {
  readonly folder: string;
  readonly files: AppFiles;
  /** Write over files of other text. */
  readonly force: boolean;
  readonly entries: Entries;
}

/** The files in which a site begins that is there already; null for none. */
export type Entries = Readonly<Record<Part, string | null>>;

/** What `init` would do to a folder, file by file. */
export function plan(stack: Stack, { folder, files, force, entries }: PlanOptions): readonly Step[] {
  const prefix = prefixOf(stack, folder);
  return Object.entries(files).map(([own, text]) => {
    const path = prefix + own;
    const target = join(folder, path);
    const part = NOTES[stack].own[own];
    if (!existsSync(target)) return { path, text, kind: part && entries[part] ? 'yours' : 'create' };
    if (readFileSync(target, 'utf8') === text) return { path, text, kind: 'same' };
    if (part) return { path, text, kind: 'yours' };
    return { path, text, kind: force ? 'replace' : 'taken' };
  });
}

/** Next takes `app` or `src/app`, and not both: the one at the top would hide the site. */
const prefixOf = (stack: Stack, folder: string): string =>
  stack === 'next' && existsSync(join(folder, 'src/app')) ? 'src/' : '';

const EXTENSIONS = ['js', 'cjs', 'mjs', 'ts', 'mts', 'jsx', 'tsx'];
const SERVERS = ['server', 'index', 'app', 'main', 'src/server', 'src/index', 'src/app', 'src/main'];
/** Names under which a server, or a page, usually lies. */
const NAMES: Readonly<Record<Stack, Readonly<Record<Part, readonly string[]>>>> = {
  next: {
    server: [],
    page: ['app/page', 'app/layout', 'src/app/page', 'src/app/layout', 'pages/index', 'src/pages/index'],
  },
  'vite-react': {
    server: ['server', 'server/index', 'src/server'],
    page: ['src/main', 'src/index', 'src/App', 'vite.config'],
  },
  hono: { server: SERVERS, page: [] },
  fastify: { server: SERVERS, page: [] },
  express: { server: SERVERS, page: [] },
};

/** Where a site begins already. */
export function findEntries(stack: Stack, folder: string, files: AppFiles): Entries {
  const find = (part: Part): string | null => {
    const paths = NAMES[stack][part].flatMap((name) => EXTENSIONS.map((extension) => `${name}.${extension}`));
    const isOther = (path: string) => {
      const target = join(folder, path);
      return existsSync(target) && readFileSync(target, 'utf8') !== files[path];
    };
    return paths.find(isOther) ?? null;
  };
  return { server: find('server'), page: find('page') };
}
