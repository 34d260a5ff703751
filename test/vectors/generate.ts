import { writeFileSync } from 'node:fs';
import { claims } from './cases/claims.ts';
import { envelope } from './cases/envelope.ts';
import { header } from './cases/header.ts';
import { nonce } from './cases/nonce.ts';
import { numbers } from './cases/numbers.ts';
import { order } from './cases/order.ts';
import { policies } from './cases/policies.ts';
import { createForge, type Forge } from './forge.ts';
import type { Case, Vectors } from './run.ts';

type Family = (forge: Forge) => Promise<readonly Case[]>;

/**
 * The vector files. `verdicts` holds what a token alone can cause: one case for each way it can be wrong,
 * each with its code, and a few good ones beside them. `policies` holds the codes and flags that need
 * `requireBinding`, a `store` that is down, or a key that the session remembers.
 */
const FILES = {
  verdicts: [envelope, header, nonce, claims, numbers, order],
  policies: [policies],
} as const satisfies Readonly<Record<string, readonly Family[]>>;

export type FileName = keyof typeof FILES;
export const FILE_NAMES = Object.keys(FILES) as readonly FileName[];

/** New keys at every run. */
export async function generate(file: FileName): Promise<Vectors> {
  const forge = await createForge();
  const cases: Case[] = [];
  for (const family of FILES[file]) cases.push(...(await family(forge)));
  return { ...forge.setting, cases };
}

/** `tsx test/vectors/generate.ts [FILE …]` writes `test/vectors/FILE.json`; without a name all of them. */
const [, script, ...wanted] = process.argv;
if (script?.endsWith('generate.ts')) {
  for (const file of FILE_NAMES) {
    if (wanted.length > 0 && !wanted.includes(file)) continue;
    const vectors = await generate(file);
    writeFileSync(new URL(`${file}.json`, import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
    process.stdout.write(`${file}: ${vectors.cases.length} cases\n`);
  }
}
