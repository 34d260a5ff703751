import { writeFileSync } from 'node:fs';
import { claims } from './cases/claims.ts';
import { envelope } from './cases/envelope.ts';
import { header } from './cases/header.ts';
import { nonce } from './cases/nonce.ts';
import { createForge } from './forge.ts';
import type { Vectors } from './run.ts';

/** One case for each way a token can be wrong, each with its code, and a few good ones beside them. New keys at every run. */
export async function generate(): Promise<Vectors> {
  const forge = await createForge();
  const families = [await envelope(forge), await header(forge), await nonce(forge), await claims(forge)];
  return { ...forge.setting, cases: families.flat() };
}

/** `tsx test/vectors/generate.ts test/vectors/verdicts.json` */
const [, script, file] = process.argv;
if (script?.endsWith('generate.ts') && file) {
  const vectors = await generate();
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
  process.stdout.write(`${vectors.cases.length} cases\n`);
}
