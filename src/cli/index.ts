/** `npx tellsign`: what sets tellsign up, copies its files and says what is wrong. */
import { fileURLToPath } from 'node:url';
import { apps } from 'virtual:apps';
import { strokeTrees } from 'virtual:trees';
import { importPackage } from './import-package.ts';
import { loadServerModel, loadShippedModel } from './load-model.ts';
import { readStdin } from './read-stdin.ts';
import { run } from './run.ts';

// Who pipes into a program that reads only the first lines has what he wants.
process.stdout.on('error', () => undefined);
process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  now: Date.now,
  readStdin: () => readStdin(),
  fetch,
  loadModel: loadShippedModel,
  loadServerModel,
  strokeTrees,
  importPackage: (name) => importPackage(name, process.cwd()),
  loadApp: async (name) => apps[name] ?? {},
  // The built command lies beside the files that it copies.
  dist: fileURLToPath(new URL('.', import.meta.url)),
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
