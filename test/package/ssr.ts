import { execFileSync } from 'node:child_process';

/**
 * `import 'tellsign'` or `require('tellsign')` on a server must do nothing: no global, no listener, no timer,
 * no output. Run on the built files.
 */
const probe = (load: string) => `
const before = new Set(Reflect.ownKeys(globalThis));
const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
const count = listeners();
const module = ${load};
const problems = [
  ...Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map((key) => 'global ' + String(key)),
  ...(listeners() === count ? [] : ['a listener on process']),
  ...process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'MessagePort' || name === 'Immediate'),
  ...(Object.keys(module).length > 0 ? [] : ['no export']),
];
if (problems.length > 0) { process.stderr.write(problems.join(', ')); process.exit(1); }
`;

/** Node's own words for both kinds of module, and what loads the package in each. */
const KINDS = {
  import: ['--input-type=module', probe('await import(process.argv[1])')],
  require: ['--input-type=commonjs', probe('require(process.argv[1])')],
} as const;

const PARTS = ['model', 'stores', 'hono', 'express', 'fastify', 'next'].map(
  (part) => `tellsign/server/${part}`,
);
for (const name of [
  'tellsign',
  'tellsign/inline',
  'tellsign/reasons',
  'tellsign/react',
  'tellsign/server',
  'tellsign/decide',
  'tellsign/console',
  ...PARTS,
]) {
  for (const [kind, [type, script]] of Object.entries(KINDS)) {
    const output = execFileSync(process.execPath, [type, '--no-warnings', '--eval', script, name], {
      encoding: 'utf8',
    });
    if (output !== '') throw new Error(`${kind} of '${name}' printed ${JSON.stringify(output)}`);
    console.log(`${kind} of '${name}' in Node does nothing`);
  }
}
