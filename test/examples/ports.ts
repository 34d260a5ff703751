import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { findProgram } from '../setup/chromium.ts';

/** A verifier in another language, and how to run its conformance command. */
export interface Port {
  readonly name: string;
  /** Why it cannot be run here; null when it can. */
  readonly missing: string | null;
  /** The command to which files are added. */
  readonly command: readonly string[];
  /** Compiles what has to be. */
  build(): void;
  /** Wycheproof cases in which the language's own library is known to differ, and why. */
  readonly known?: Readonly<Record<string, string>>;
}

/** What every port must do. */
export const VECTOR_FILES = ['test/vectors/verdicts.json', 'test/vectors/policies.json'] as const;
export const WYCHEPROOF = 'test/vectors/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json';
/** Tokens drawn like the fuzzer's, less the ones that are merely good. */
export const MUTANTS = 3000;

/** Where everything built or installed for the ports goes. */
const FOLDER = '.tmp/examples';
const INSTALL_LIMIT_MS = 300_000;

export function findPorts(): readonly Port[] {
  mkdirSync(FOLDER, { recursive: true });
  return [python(), go(), java(), php()];
}

function python(): Port {
  const own = `${FOLDER}/venv/bin/python`;
  const script = 'examples/verify/python/conformance.py';
  const hasLibrary = (interpreter: string) => succeeds(interpreter, ['-c', 'import cryptography']);
  const system = findProgram('python3');
  const isReady = () => (existsSync(own) && hasLibrary(own)) || (system !== null && hasLibrary(system));
  const wasReady = isReady();
  if (!wasReady && system !== null) {
    // From the package index, into a folder of its own: nobody's Python is changed.
    process.stderr.write('installing the Python package cryptography\n');
    if (succeeds(system, ['-m', 'venv', `${FOLDER}/venv`]))
      succeeds(own, ['-m', 'pip', 'install', '--quiet', 'cryptography'], INSTALL_LIMIT_MS);
  }
  const interpreter = existsSync(own) && hasLibrary(own) ? own : (system ?? 'python3');
  const library = wasReady || isReady() ? null : 'the Python package cryptography is missing';
  return {
    name: 'Python',
    missing: system === null ? 'python3 is missing' : library,
    command: [interpreter, '-B', script],
    build: () => undefined,
  };
}

function go(): Port {
  const program = `${process.cwd()}/${FOLDER}/conformance-go`;
  const compiler = findProgram('go');
  return {
    name: 'Go',
    missing: compiler === null ? 'go is missing' : null,
    command: [program],
    build: () => run(compiler ?? 'go', ['build', '-o', program, './conformance'], 'examples/verify/go'),
  };
}

function java(): Port {
  const sources = 'examples/verify/java/tellsign';
  const classes = `${FOLDER}/java`;
  const compiler = findProgram('javac');
  return {
    name: 'Java',
    missing: compiler === null ? 'a JDK (javac) is missing' : null,
    command: [findProgram('java') ?? 'java', '-cp', classes, 'tellsign.Conformance'],
    build: () =>
      run(compiler ?? 'javac', [
        '--release',
        '17',
        '-Xlint:all',
        '-Werror',
        '-d',
        classes,
        ...readdirSync(sources).map((file) => `${sources}/${file}`),
      ]),
    // SunEC compares r with the x coordinate as it is, not modulo the order: it refuses one genuine signature
    // in 2³².
    known: { 115: 'k*G has a large x-coordinate' },
  };
}

function php(): Port {
  const program = findProgram('php');
  const hasOpenssl = () => succeeds(program ?? 'php', ['-r', 'exit(extension_loaded("openssl") ? 0 : 1);']);
  const extension = () => (hasOpenssl() ? null : 'the PHP extension openssl is missing');
  return {
    name: 'PHP',
    missing: program === null ? 'php is missing' : extension(),
    command: [program ?? 'php', 'examples/verify/php/conformance.php'],
    build: () => undefined,
  };
}

function run(command: string, args: readonly string[], cwd = '.'): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], timeout: INSTALL_LIMIT_MS });
}

function succeeds(command: string, args: readonly string[], timeout = 60_000): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout });
    return true;
  } catch {
    return false;
  }
}
