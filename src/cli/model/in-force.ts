import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { KeyList } from '../../contract/release.ts';
import { CliError } from '../cli-error.ts';
import { Refusal } from './refusal.ts';

/** Claims of what is served now, unverified: only a warning hangs on them. Null where nothing can be read. */
async function claimsOf(file: string): Promise<Partial<KeyList> | null> {
  try {
    const [, payload = ''] = (await readFile(file, 'utf8')).split('.');
    return Object(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))) as Partial<KeyList>;
  } catch {
    return null;
  }
}

/** @throws CliError where a file with a higher version would be replaced: browsers refuse to go back. */
export async function checkGrows(file: string, version: number): Promise<void> {
  const now = (await claimsOf(file))?.version ?? 0;
  if (now > version)
    throw new CliError(
      'argument_invalid',
      `${file} has version ${now} already: --version is ${now} or more.`,
    );
}

/**
 * How many must sign a release by the list that lies beside it; 1 without one.
 *
 * @throws Refusal where the list has not this key
 */
export async function signersBy(list: string, key: string): Promise<number> {
  const claims = await claimsOf(list);
  if (claims && !(Array.isArray(claims.keys) && claims.keys.includes(key)))
    throw new Refusal('model_key', `${basename(list)} does not list ${key}: list it first`);
  return claims?.signers ?? 1;
}
