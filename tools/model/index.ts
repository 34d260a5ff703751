import { pathToFileURL } from 'node:url';
import { runModel } from './run.ts';

/** `npm run model -- sign | verify | keys | rotate`: see docs/model-supply.md. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { out, code } = await runModel(process.argv.slice(2));
  (code === 0 ? process.stdout : process.stderr).write(`${out}\n`);
  process.exitCode = code;
}
