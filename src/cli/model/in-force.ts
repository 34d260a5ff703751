import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type KeyList, MAX_RELEASE_CHARS } from '../../contract/release.ts';
import { CliError } from '../cli-error.ts';
import { MOST_NUMBER } from './options.ts';
import { readPlainText } from './read-plain.ts';
import { Refusal } from './refusal.ts';

/**
 * Claims of what is served now, unverified: only a warning hangs on them. Undefined where no file is, null
 * where the file has none.
 *
 * @throws CliError for what is no plain file
 */
async function claimsOf(file: string): Promise<Partial<KeyList> | null | undefined> {
  const isMissing = await stat(file).then(
    () => false,
    (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(Object(error).code),
  );
  if (isMissing) return undefined;
  const [, payload = ''] = (await readPlainText(file, MAX_RELEASE_CHARS)).split('.');
  try {
    return Object(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))) as Partial<KeyList>;
  } catch {
    return null;
  }
}

/**
 * @throws CliError where the file has this version already, or a higher one: browsers refuse to go back, and
 * cannot tell two of one version apart
 */
export async function checkGrows(file: string, version: number): Promise<void> {
  const { version: claimed } = (await claimsOf(file)) ?? {};
  const now = Number.isSafeInteger(claimed) ? Number(claimed) : 0;
  if (now < version) return;
  const advice = now < MOST_NUMBER ? `--version is ${now + 1} or more` : 'there is no higher --version';
  throw new CliError(
    'argument_invalid',
    `${file} has version ${now} already: ${advice}. If nobody of yours signed it, delete it first.`,
  );
}

/**
 * How many must sign a release by the list that lies beside it; 1 without one.
 *
 * @throws Refusal where the list has not all of these keys, or is none
 */
export async function signersBy(list: string, keys: readonly string[]): Promise<number> {
  const claims = await claimsOf(list);
  if (claims === undefined) return 1;
  const { keys: listed, signers = 1 } = claims ?? {};
  if (!Array.isArray(listed) || ![1, 2].includes(signers))
    throw new Refusal('keys_malformed', `${basename(list)} is no list of keys`);
  const stranger = keys.find((key) => !listed.includes(key));
  if (stranger) throw new Refusal('model_key', `${basename(list)} does not list ${stranger}: list it first`);
  return signers;
}
