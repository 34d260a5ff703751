import { basename, dirname, join } from 'node:path';
import {
  KEY_LIST_FILE,
  type KeyList,
  type Release,
  TYP_KEY_LIST,
  TYP_RELEASE,
} from '../../contract/release.ts';
import { readKeyList } from '../../scoring/key-list.ts';
import { readRelease as readSignedRelease } from '../../scoring/release.ts';
import { CliError } from '../cli-error.ts';
import type { Io } from '../command.ts';
import { signersBy } from './in-force.ts';
import { checkApart, checkThumbprint, readPrivateKey, thumbprintOf } from './key.ts';
import { Refusal } from './refusal.ts';
import { alone, replace } from './replace.ts';
import { signClaims } from './sign-claims.ts';
import { readTrained } from './trained.ts';
import { readSigned, verifyText } from './verify.ts';

export interface CountersignRequest {
  /** A signed manifest or a list of keys that somebody else has signed. */
  readonly file: string;
  /** PEM file of the second signer's private key. */
  readonly key: string;
  /** Thumbprint of the first signer's key; of a list, of the first root. */
  readonly first: string;
  /** The second signer's own folder of the model, whose files must be the same. @default none is compared */
  readonly from?: string | undefined;
  /** @default 'stable' */
  readonly channel?: string | undefined;
  /** Epoch milliseconds. @default Date.now() */
  readonly nowMs?: number | undefined;
}

export interface Countersigned {
  readonly file: string;
  /** Thumbprints of both keys: what pages and backends pin. */
  readonly keys: readonly [first: string, second: string];
  /** What both signed. */
  readonly claims: Release | KeyList;
}

/**
 * Adds a second signature, by another key, to what somebody else signed: the same claims, on a line of its
 * own. A release is checked before as a backend checks it, with every file.
 *
 * @throws Refusal where nothing was signed
 */
export async function countersign(
  request: CountersignRequest,
  io: Pick<Io, 'loadServerModel'>,
): Promise<Countersigned> {
  const { file, first } = request;
  checkThumbprint('pin', first);
  const key = await readPrivateKey(request.key);
  await checkApart(request.key, dirname(file));
  const second = thumbprintOf(key);
  if (second === first)
    throw new CliError('argument_invalid', '--pin names the key of --key: it names who signed first.');
  const text = await readSigned(file);
  if (text.includes('\n')) throw new Refusal('signed_twice', `two keys have signed ${file} already`);
  const isList = basename(file) === KEY_LIST_FILE;
  if (!isList) await signersBy(join(dirname(file), KEY_LIST_FILE), [first, second]);
  const claims = await (isList ? readList(text, request) : readRelease(text, request, io));
  const signed = signClaims(claims, { typ: isList ? TYP_KEY_LIST : TYP_RELEASE, key });
  const both = `${text}\n${signed}`;
  await checkBoth(both, request, [first, second]);
  await alone(file, async () => {
    if ((await readSigned(file)) !== text)
      throw new CliError('file_in_use', `Somebody else has written ${file} meanwhile.`);
    await replace(file, both);
  });
  return { file, keys: [first, second], claims };
}

async function readRelease(
  text: string,
  { file, first, from, channel, nowMs }: CountersignRequest,
  io: Pick<Io, 'loadServerModel'>,
): Promise<Release> {
  const release = await verifyText(text, { file, keys: [first], channel, nowMs }, io);
  if (from === undefined) return release;
  const { files } = await readTrained(from, (await io.loadServerModel()).loadModel);
  for (const role of ['manifest', 'onnx', 'weights'] as const)
    if (files[role].sha256 !== release.files[role].sha256)
      throw new Refusal('model_hash', `${role} is another in ${from}`);
  return release;
}

async function readList(
  text: string,
  { file, first, nowMs = Date.now() }: CountersignRequest,
): Promise<KeyList> {
  const read = await readKeyList(text, { roots: [first], signers: 1, now: Math.floor(nowMs / 1000) });
  if (!read.ok) throw new Refusal(read.code, file);
  return read.value.list;
}

/** @throws Refusal where a reader that asks for both would refuse it */
async function checkBoth(
  text: string,
  { file, channel, nowMs = Date.now() }: CountersignRequest,
  keys: readonly string[],
): Promise<void> {
  const now = Math.floor(nowMs / 1000);
  const read =
    basename(file) === KEY_LIST_FILE
      ? await readKeyList(text, { roots: keys, signers: 2, now })
      : await readSignedRelease(text, { keys, signers: 2, channel, now });
  if (!read.ok) throw new Refusal(read.code, file);
}
