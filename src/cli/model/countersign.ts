import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  KEY_LIST_FILE,
  type KeyList,
  type Release,
  TYP_KEY_LIST,
  TYP_RELEASE,
} from '../../contract/release.ts';
import { readKeyList } from '../../scoring/key-list.ts';
import type { Io } from '../command.ts';
import { readPrivateKey, thumbprintOf } from './key.ts';
import { Refusal } from './refusal.ts';
import { replace } from './replace.ts';
import { signClaims } from './sign-claims.ts';
import { readTrained } from './trained.ts';
import { verify } from './verify.ts';

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
  const key = await readPrivateKey(request.key);
  const second = thumbprintOf(key);
  if (second === first) throw new Refusal('option', 'the second signature is by another key than the first');
  const isList = basename(file) === KEY_LIST_FILE;
  const claims = await (isList ? readList(request) : readRelease(request, io));
  const [text = '', ...more] = (await readFile(file, 'utf8')).split('\n');
  if (more.length > 0) throw new Refusal('option', 'two keys have signed it already');
  const signed = signClaims(claims, { typ: isList ? TYP_KEY_LIST : TYP_RELEASE, key });
  if (signed.split('.')[1] !== text.split('.')[1]) throw new Refusal('option', 'the file changed meanwhile');
  await replace(file, `${text}\n${signed}`);
  return { file, keys: [first, second], claims };
}

async function readRelease(
  { file, first, from, channel, nowMs }: CountersignRequest,
  io: Pick<Io, 'loadServerModel'>,
): Promise<Release> {
  const release = await verify({ file, keys: [first], channel, nowMs }, io);
  if (from === undefined) return release;
  const { files } = await readTrained(from, (await io.loadServerModel()).loadModel);
  for (const role of ['manifest', 'onnx', 'weights'] as const)
    if (files[role].sha256 !== release.files[role].sha256)
      throw new Refusal('model_hash', `${role} is another in ${from}`);
  return release;
}

async function readList({ file, first, nowMs = Date.now() }: CountersignRequest): Promise<KeyList> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal('model_unavailable', String(error));
  });
  const read = await readKeyList(text, { roots: [first], signers: 1, now: Math.floor(nowMs / 1000) });
  if (!read.ok) throw new Refusal(read.code, file);
  return read.value.list;
}
