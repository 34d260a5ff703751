import { execFileSync } from 'node:child_process';

/**
 * `import 'tellsign'` on a server must do nothing: no global, no listener, no timer, no output. Run on the
 * built files.
 */
const PROBE = `
const before = new Set(Reflect.ownKeys(globalThis));
const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
const count = listeners();
const module = await import(process.argv[1]);
const problems = [
  ...Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map((key) => 'global ' + String(key)),
  ...(listeners() === count ? [] : ['a listener on process']),
  ...process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'MessagePort' || name === 'Immediate'),
  ...(Object.keys(module).length > 0 ? [] : ['no export']),
];
if (problems.length > 0) { process.stderr.write(problems.join(', ')); process.exit(1); }
`;

const PARTS = ['model', 'stores', 'hono', 'express', 'fastify', 'next'].map(
  (part) => `tellsign/server/${part}`,
);
for (const name of [
  'tellsign',
  'tellsign/inline',
  'tellsign/reasons',
  'tellsign/react',
  'tellsign/server',
  ...PARTS,
]) {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', PROBE, name], {
    encoding: 'utf8',
  });
  if (output !== '') throw new Error(`import '${name}' printed ${JSON.stringify(output)}`);
  console.log(`import '${name}' in Node does nothing`);
}
