import { spawnSync } from 'node:child_process';

/**
 * `npm run check`: what holds the tree and the package together, apart from tests. `npm run check -- deps
 * lines` runs only what is named. Exits with 1 where one of them fails.
 */
const CODE = ['src', 'worker', 'train', 'tools', 'demo', 'test'];
/** Entries that are files to be served, not modules to be imported. */
const SERVED = ['script', 'worker', 'debug', 'ort', 'ort.wasm', 'model.onnx'];

type Command = readonly [program: string, ...args: string[]];

/** Each check and the commands it is made of. */
const CHECKS: Readonly<Record<string, readonly Command[]>> = {
  /** Which folder may import which, and no cycles: `.dependency-cruiser.cjs`. */
  deps: [['depcruise', '--config', '.dependency-cruiser.cjs', ...CODE]],
  /** Files, exports and dependencies that nobody uses: `knip.json`. */
  unused: [['knip']],
  /** What somebody who installs the package gets. */
  package: [
    ['publint', '--strict'],
    ['publint', '--strict', 'dist-ort'],
    ['tsx', 'test/package/installed.ts'],
    ['attw', '--pack', '.', '--profile', 'esm-only', '--exclude-entrypoints', ...SERVED],
  ],
  /** Importing the package on a server does nothing. */
  ssr: [['tsx', 'test/package/ssr.ts']],
  /** Byte budgets. */
  size: [['tsx', 'test/package/size.ts', '--check']],
  /** Lines and files that are too long to read. */
  lines: [['tsx', 'test/lines/index.ts']],
  /** A row for every value that leaves the page or is stored. */
  inventory: [['tsx', 'tools/inventory/index.ts']],
};

function passes(name: string): boolean {
  return (CHECKS[name] ?? []).every(
    ([program, ...args]) =>
      spawnSync(`node_modules/.bin/${program}`, args, { stdio: 'inherit' }).status === 0,
  );
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(CHECKS, name));
if (unknown.length > 0) {
  console.error(`no check ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(' ')}`);
  process.exitCode = 2;
} else {
  const failed = (named.length > 0 ? named : Object.keys(CHECKS)).filter((name) => !passes(name));
  if (failed.length > 0) {
    console.error(`failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}
