import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What a page of docs/integrate says to type: to build the site, to serve it, and to serve it while it is
 * being written.
 */
export type Commands = Readonly<Record<'build' | 'start' | 'develop', readonly string[]>>;

/** The file of a page, which may be named with one of its sections. */
export const fileOfPage = (page: string): string => `docs/integrate/${page.split('#')[0]}.md`;

/** A fenced block whose first line is a comment with nothing but a path: the file of that name. */
const FILE =
  /^```\w+\n(?:\/\/ |# |<!-- |\/\* )([\w./[\]()+-]+\.\w+|\w*\/_\w+)(?: -->| \*\/)?\n([\s\S]*?)^```$/gm;
const SHELL = /^```sh\n([\s\S]*?)^```$/gm;
const COMMAND = /^(.+?)\s+# (build|start|develop)$/gm;

/** The files of a page, by path. */
export const filesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(FILE)].map(([, path = '', code = '']) => [path, code]));

/** The commands of a page: every line of a shell block that says what it is for. */
export function commandsOf(text: string): Commands {
  const commands: Record<keyof Commands, string[]> = { build: [], start: [], develop: [] };
  for (const [, block = ''] of text.matchAll(SHELL)) {
    for (const [, command = '', use] of block.matchAll(COMMAND))
      commands[use as keyof Commands].push(command);
  }
  return commands;
}

/** What a reader of one section reads of a page: what stands above all sections, and this one. */
export function readSection(text: string, heading: string): string {
  const [above = '', ...sections] = text.split(/^(?=## )/m);
  const section = sections.find((part) => part.startsWith(`## ${heading}\n`));
  if (section === undefined) throw new Error(`no section ${heading}`);
  return above + section;
}

/**
 * Writes the files of a page of docs/integrate into a folder, as a reader would copy them; returns its
 * commands. `commonjs#As it is` is one section of the page `commonjs.md`.
 */
export function writeRecipe(page: string, folder: string): Commands {
  const [, heading] = page.split('#');
  const whole = readFileSync(fileOfPage(page), 'utf8');
  const text = heading === undefined ? whole : readSection(whole, heading);
  for (const [path, code] of filesOf(text)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  return commandsOf(text);
}

export const fileOfApp = (app: string): string => `examples/apps/${app}`;

/** Copies an app of `examples/apps` beside the packages of a lock file, or lets `init` write it. */
export function writeApp(app: string, folder: string, isInit = false): Commands {
  const manifest = join(fileOfApp(app), 'package.json');
  const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly scripts: Record<string, string>;
  };
  const { setup = '', build, start = '' } = scripts;
  if (isInit) return { build: [`tellsign init --stack ${app}`], start: [start], develop: [] };
  cpSync(fileOfApp(app), folder, { recursive: true, filter: (path) => path !== manifest });
  return { build: [setup, ...(build ? [build] : [])], start: [start], develop: [] };
}
