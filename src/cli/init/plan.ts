import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTES, type Stack } from './stacks.ts';

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
  /** A server is there already, under another name. */
  readonly hasServer: boolean;
}

/** What `init` would do to a folder, file by file. */
export function plan(stack: Stack, { folder, files, force, hasServer }: PlanOptions): readonly Step[] {
  const { own } = NOTES[stack];
  return Object.entries(files).map(([path, text]) => {
    const target = join(folder, path);
    const isOwn = own.includes(path);
    if (!existsSync(target)) return { path, text, kind: isOwn && hasServer ? 'yours' : 'create' };
    if (readFileSync(target, 'utf8') === text) return { path, text, kind: 'same' };
    if (isOwn) return { path, text, kind: 'yours' };
    return { path, text, kind: force ? 'replace' : 'taken' };
  });
}

/** Names under which a server, or a page, usually lies. */
const ENTRIES = ['server', 'index', 'app', 'main', 'src/server', 'src/index', 'src/app', 'src/main'];
const EXTENSIONS = ['js', 'cjs', 'mjs', 'ts', 'mts', 'jsx', 'tsx'];
const NEXT_ENTRIES = ['app/page', 'app/layout', 'src/app/page', 'src/app/layout', 'pages/index'];

/** The file in which the site begins; null in a project that has none yet. */
export function findEntry(stack: Stack, folder: string, files: AppFiles): string | null {
  const names = stack === 'next' ? NEXT_ENTRIES : ENTRIES;
  const paths = names.flatMap((name) => EXTENSIONS.map((extension) => `${name}.${extension}`));
  const isOther = (path: string) => {
    const target = join(folder, path);
    return existsSync(target) && readFileSync(target, 'utf8') !== files[path];
  };
  return paths.find(isOther) ?? null;
}
