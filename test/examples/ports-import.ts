import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { findProgram } from '../setup/chromium.ts';

/** A program in another language that uses a port as a backend would. */
export interface Importer {
  readonly name: string;
  /** Why it cannot be run here; null when it can. */
  readonly missing: string | null;
  /** Installs or compiles; answers the command to which a scenario is added. */
  build(): readonly string[];
}

const FOLDER = `${process.cwd()}/.tmp/examples/import`;
const IMPORTERS = `${process.cwd()}/test/examples/importers`;
const PORTS = `${process.cwd()}/examples/verify`;
const LIMIT_MS = 300_000;

/** Each in a new folder: nothing that an earlier run left can stand in for what is missing today. */
export function findImporters(): readonly Importer[] {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  return [python(), go(), java(), php()];
}

/** A virtual environment that holds the package and what pip fetches for it. */
function python(): Importer {
  const system = findProgram('python3');
  const own = `${FOLDER}/venv/bin/python`;
  const isInstalled =
    system !== null &&
    succeeds(system, ['-m', 'venv', `${FOLDER}/venv`]) &&
    succeeds(own, ['-m', 'pip', 'install', '--quiet', `${PORTS}/python`]);
  const failed = isInstalled ? null : 'pip cannot install it here';
  return {
    name: 'Python package',
    missing: system === null ? 'python3 is missing' : failed,
    build: () => [own, `${IMPORTERS}/importer.py`],
  };
}

/** A module of its own, as the README says; no proxy is asked. */
function go(): Importer {
  const compiler = findProgram('go');
  const folder = `${FOLDER}/go`;
  return {
    name: 'Go module',
    missing: compiler === null ? 'go is missing' : null,
    build: () => {
      mkdirSync(folder);
      copyFileSync(`${IMPORTERS}/importer.go`, `${folder}/main.go`);
      const run = (...args: readonly string[]) =>
        execFileSync(compiler ?? 'go', args, {
          cwd: folder,
          env: { ...process.env, GOPROXY: 'off', GOFLAGS: '' },
          stdio: 'pipe',
          timeout: LIMIT_MS,
        });
      run('mod', 'init', 'example.org/shop');
      run('mod', 'edit', '-require=example.com/tellsign@v0.0.0', `-replace=example.com/tellsign=${PORTS}/go`);
      run('vet', '.');
      run('build', '-o', 'importer', '.');
      return [`${folder}/importer`];
    },
  };
}

/** The port's classes as a jar on the class path. */
function java(): Importer {
  const [compiler, archiver] = [findProgram('javac'), findProgram('jar')];
  const folder = `${FOLDER}/java`;
  return {
    name: 'Java classes',
    missing: compiler === null || archiver === null ? 'a JDK (javac, jar) is missing' : null,
    build: () => {
      const sources = readdirSync(`${PORTS}/java/tellsign`).map((file) => `${PORTS}/java/tellsign/${file}`);
      const run = (program: string | null, ...args: readonly string[]) =>
        execFileSync(program ?? '', args, { stdio: 'pipe', timeout: LIMIT_MS });
      run(compiler, '-d', `${folder}/port`, ...sources);
      run(archiver, '--create', '--file', `${folder}/tellsign.jar`, '-C', `${folder}/port`, '.');
      const path = [`${folder}/tellsign.jar`, folder].join(':');
      run(compiler, '-Xlint:all', '-Werror', '-cp', path, '-d', folder, `${IMPORTERS}/Importer.java`);
      return [findProgram('java') ?? 'java', '-cp', path, 'Importer'];
    },
  };
}

function php(): Importer {
  const program = findProgram('php');
  const hasOpenssl = () => succeeds(program ?? 'php', ['-r', 'exit(extension_loaded("openssl") ? 0 : 1);']);
  const extension = () => (hasOpenssl() ? null : 'the PHP extension openssl is missing');
  return {
    name: 'PHP classes',
    missing: program === null ? 'php is missing' : extension(),
    build: () => [program ?? 'php', `${IMPORTERS}/importer.php`, `${PORTS}/php/Verifier.php`],
  };
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    // Elsewhere than in the sources, which Python would find without being installed.
    execFileSync(command, args, { cwd: FOLDER, stdio: 'ignore', timeout: LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}
