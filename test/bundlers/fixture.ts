import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './shell.ts';

/** The name that the lock files' project gets; tools write it into what they build. */
const PREFIX = 'tellsign-bundlers-';
export const LOCKS = 'test/bundlers/locks';
/** What npm says when it cannot reach a registry, or the registry cannot answer. */
const UNREACHABLE =
  /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E403|E5\d\d)\b/;
/** What it says of a package for other machines: Bun's and Deno's programs are for one kind each. */
const OTHER_MACHINE = /\bEBADPLATFORM\b/;
/** npm waits up to a minute before it tries again; without network that is a minute for every lock file. */
const NPMRC = [
  'audit=false',
  'fund=false',
  'update-notifier=false',
  'fetch-retry-mintimeout=1000',
  'fetch-retry-maxtimeout=5000',
];

/** One hash of a text, of every file in folders and of single files, with their names. */
export function hashOf(paths: readonly string[], text: string): string {
  const hash = createHash('sha256').update(`${text}\n`);
  for (const path of paths) {
    const names = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
      : [''];
    for (const name of names.sort()) {
      const file = join(path, name);
      if (statSync(file).isFile()) hash.update(`${file}\n`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** A folder outside of the repository: tools look for a project further up, and would find ours. */
export const createRoot = (): string => mkdtempSync(join(tmpdir(), PREFIX));

/** The package as it would be published. */
export function pack(root: string): string {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', root];
  const printed = execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [{ filename }] = JSON.parse(printed) as [{ readonly filename: string }];
  return join(root, filename);
}

export type Installed = { readonly folder: string } | { readonly obstacle: string };

interface Sources {
  readonly root: string;
  readonly tarball: string;
  /** Options and environment of npm. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A fresh folder with what the lock file lists and the packed tellsign, or why it cannot be had here. */
export async function install(
  lock: string,
  { root, tarball, environment = {} }: Sources,
): Promise<Installed> {
  const folder = join(root, lock);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(LOCKS, lock), folder, { recursive: true });
  writeFileSync(join(folder, '.npmrc'), NPMRC.map((line) => `${line}\n`).join(''));
  const options = '--prefer-offline --ignore-scripts --loglevel=error';
  try {
    await run(`npm ci ${options}`, { folder, environment });
    await run(`npm install --no-save ${options} ${tarball}`, { folder, environment });
  } catch (error) {
    if (UNREACHABLE.test(String(error))) return { obstacle: 'the registry cannot be reached' };
    if (OTHER_MACHINE.test(String(error))) return { obstacle: 'its program is for other machines' };
    throw error;
  }
  return { folder };
}

/** What npm put there; everything else in a fixture's folder comes from a recipe. */
const INSTALLED = ['node_modules', 'package.json', 'package-lock.json', '.npmrc'];

/** Removes what an earlier stack with the same packages wrote and built. */
export function clear(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!INSTALLED.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
