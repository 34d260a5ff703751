import { generateKeyPairSync } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { CliError, messageOf } from '../cli-error.ts';
import { readPublicKey, thumbprintOf } from './key.ts';

export interface KeyFiles {
  /** The private key: whoever has it signs models. */
  readonly file: string;
  /** The public key, for `model_signing verify key`. */
  readonly publicFile: string;
  /** RFC 7638 thumbprint. */
  readonly key: string;
}

/**
 * Writes a new key, and its public half beside it. A file that is there is never replaced.
 *
 * @throws CliError where the file is there already
 */
export async function createKey(file: string): Promise<KeyFiles> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicFile = `${file.replace(/\.pem$/, '')}.pub.pem`;
  await writeNew(publicFile, publicKey.export({ type: 'spki', format: 'pem' }), 0o644);
  await writeNew(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600).catch(async (error) => {
    await unlink(publicFile);
    throw error;
  });
  return { file, publicFile, key: thumbprintOf(publicKey) };
}

/** Thumbprint of the key in a PEM file, private or public. */
export const showKey = async (file: string): Promise<string> => thumbprintOf(await readPublicKey(file));

async function writeNew(file: string, text: string | Buffer, mode: number): Promise<void> {
  await writeFile(file, text, { mode, flag: 'wx' }).catch((error: unknown) => {
    throw Object(error).code === 'EEXIST'
      ? new CliError('file_exists', `${file}: a file is there, and keys are never replaced.`)
      : new CliError('file_unwritable', `${file}: ${messageOf(error)}.`);
  });
}
