import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Command, Io, Report } from '../command.ts';
import { copyFiles, PAGE_FILES } from '../copy/copy-files.ts';
import { needText, readText, writeText } from '../files.ts';
import { fillEnv, warningsOf, writeEnv } from '../keys/fill-env.ts';
import { checkAudience } from '../keys/keys.ts';
import { audienceLine, secretsFor } from '../keys/secrets.ts';
import { findEntries, plan, type Step } from './plan.ts';
import { detectStack, NOTES, STACKS, type Stack } from './stacks.ts';

const PUBLIC = 'public/tellsign';
const MARKS = { create: '+', replace: '~', same: '=', yours: '!', taken: '!' } as const;

/** `tellsign init`: routes, guard, tag and secrets for the stack of a project. */
export const init: Command = {
  about: 'Write routes, guard, page and secrets for the stack that package.json names.',
  takes: [],
  options: {
    stack: { type: 'string', value: 'NAME', about: `One of ${STACKS.join(', ')}, where it is not found.` },
    audience: { type: 'string', value: 'SITE', about: 'Address of the site. Default: the local one.' },
    force: {
      type: 'boolean',
      about: 'Write over files of the same names, except for those that begin the site.',
    },
    'dry-run': { type: 'boolean', about: 'Say what would be written, and write nothing.' },
  },
  async run(given, io): Promise<Report> {
    const packages = packagesOf(io.cwd);
    const stack = detectStack(packages, given.text('stack'));
    const notes = NOTES[stack];
    const files = await io.loadApp(stack);
    const entries = findEntries(stack, io.cwd, files);
    const entry = entries.server ?? entries.page;
    const force = given.flag('force');
    const steps = plan(stack, { folder: io.cwd, files, force, entries });
    const taken = steps.filter(({ kind }) => kind === 'taken').map(({ path }) => path);
    if (taken.length > 0)
      throw new CliError('file_exists', `${taken.join(', ')}: another file is there. --force replaces it.`);
    const isDry = given.flag('dry-run');
    const ignores = !existsSync(join(io.cwd, '.gitignore'));
    const env = await fillEnv(readText(join(io.cwd, '.env')), [
      audienceLine(checkAudience(given.text('audience') ?? notes.url)),
      ...secretsFor({ rotating: false, receipts: false, webhooks: false }),
    ]);
    const copied = isDry
      ? null
      : write(io, stack, { steps, env: () => writeEnv(join(io.cwd, '.env'), env), force });
    const missing = ['tellsign', ...notes.packages].filter((name) => !packages.has(name));
    // On trial the `.gitignore` that would come is not there.
    const warnings = isDry && ignores ? [] : warningsOf(join(io.cwd, '.env'), '.env');
    const isNew = entry === null;
    const lines = [
      `${stack}${isDry ? ', and nothing is written' : ''}:`,
      ...steps.map(lineOf),
      ...env.added.map((name) => `+ .env ${name}`),
      ...env.kept.map((name) => `= .env ${name}`),
      ...(ignores ? ['+ .gitignore (.env, node_modules/)'] : []),
      ...(notes.copies ? PAGE_FILES.map((name) => `${markOf(copied, name)} ${PUBLIC}/${name}`) : []),
      ...(isNew
        ? []
        : [
            '',
            `${entry} is yours. Add to it, and to the page, with paths from the folder of package.json:`,
            ...notes.byHand.map((line) => `  ${line}`),
          ]),
      ...(warnings.length > 0 ? ['', ...warnings] : []),
      '',
      'Then:',
      ...(stack === 'next' && isCommonJs(io.cwd) ? ['  npm pkg delete type'] : []),
      ...(missing.length > 0 ? [`  npm install ${missing.join(' ')}`] : []),
      ...notes.start.map((line) => `  ${line}`),
      `  npx tellsign doctor ${notes.url}${notes.assets ? ` --assets ${notes.assets}` : ''}`,
    ];
    const data = {
      stack,
      dryRun: isDry,
      entry,
      steps: steps.map(({ path, kind }) => ({ path, kind })),
      gitignore: ignores,
      missing,
    };
    return { ok: true, lines, data: { ...data, env: { added: env.added, kept: env.kept } } };
  },
};

interface Writing {
  readonly steps: readonly Step[];
  readonly env: () => void;
  readonly force: boolean;
}

/** Copies first, because that may be refused; then writes what is new. */
function write(io: Io, stack: Stack, { steps, env, force }: Writing): readonly string[] {
  const options = { dist: io.dist, folder: join(io.cwd, PUBLIC), names: PAGE_FILES, force };
  const written = NOTES[stack].copies ? copyFiles(options).written : [];
  for (const { kind, path, text } of steps)
    if (kind === 'create' || kind === 'replace') writeText(join(io.cwd, path), text);
  env();
  if (!existsSync(join(io.cwd, '.gitignore'))) writeText(join(io.cwd, '.gitignore'), '.env\nnode_modules/\n');
  return written;
}

const markOf = (copied: readonly string[] | null, name: string): string =>
  copied === null || copied.includes(name) ? '+' : '=';

function lineOf({ path, kind, text }: Step): string {
  const told = kind === 'yours' ? 'left as it is' : `${text.split('\n').length - 1} lines`;
  return `${MARKS[kind]} ${path} (${told})`;
}

/** `npm init` writes this type, and Next then refuses every file with `import` and `export`. */
const isCommonJs = (folder: string): boolean =>
  (JSON.parse(needText(join(folder, 'package.json'))) as { readonly type?: unknown }).type === 'commonjs';

/** Names of the packages in package.json. @throws CliError without one that can be read */
function packagesOf(folder: string): ReadonlySet<string> {
  const path = join(folder, 'package.json');
  if (!existsSync(path))
    throw new CliError('stack_unknown', 'There is no package.json here. "npm init -y" makes one.');
  try {
    const { dependencies, devDependencies } = JSON.parse(needText(path)) as Readonly<Record<string, object>>;
    return new Set(Object.keys({ ...dependencies, ...devDependencies }));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('file_invalid', 'package.json is no JSON object.');
  }
}
