import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BUNDLE_FILE, KEY_LIST_FILE, MAX_RELEASE_SECONDS, type Release } from '../../contract/release.ts';
import type { Io } from '../command.ts';
import { createBundle } from './bundle.ts';
import { hashOf } from './hash-of.ts';
import { readPrivateKey, thumbprintOf } from './key.ts';
import { Refusal } from './refusal.ts';
import { replace } from './replace.ts';
import { signRelease } from './sign-release.ts';
import { termOf } from './term.ts';
import { readTrained } from './trained.ts';

export interface SignRequest {
  /** Folder that training wrote. */
  readonly from: string;
  /** Folder that is served. What lies there of earlier releases stays, for pages that are open. */
  readonly to: string;
  /** PEM file of the private key. */
  readonly key: string;
  readonly version: number;
  /** @default the version: nothing older is used any more */
  readonly minVersion?: number | undefined;
  /** @default 'stable' */
  readonly channel?: string | undefined;
  /** Days until its end, at most 90. @default 30 */
  readonly days?: number | undefined;
  /** Epoch milliseconds. @default Date.now() */
  readonly nowMs?: number | undefined;
}

export interface Signed {
  /** The signed manifest, `CHANNEL.jws`. */
  readonly file: string;
  /** Thumbprint that pages and backends pin. */
  readonly key: string;
  readonly release: Release;
}

/**
 * Signs a trained model: copies its files under names made from their contents, writes the bundle, and last
 * the signed manifest, so that a deploy that breaks off leaves the release before in force.
 *
 * @throws Refusal where nothing was signed
 */
export async function sign(
  request: SignRequest,
  { loadServerModel, strokeTrees }: Pick<Io, 'loadServerModel' | 'strokeTrees'>,
): Promise<Signed> {
  const {
    from,
    to,
    version,
    minVersion = version,
    channel = 'stable',
    days = 30,
    nowMs = Date.now(),
  } = request;
  const term = termOf({ version, days, maxSeconds: MAX_RELEASE_SECONDS, nowMs });
  if (!Number.isSafeInteger(minVersion) || minVersion < 0 || minVersion > version)
    throw new Refusal('option', 'min-version must be 0 to the version');
  if (!/^[\w-]{1,32}$/.test(channel) || `${channel}.jws` === KEY_LIST_FILE)
    throw new Refusal('option', 'channel must be a plain word, and not "keys"');
  const { manifest, files } = await readTrained(from, (await loadServerModel()).loadModel);
  const key = await readPrivateKey(request.key);
  await mkdir(to, { recursive: true });
  const listed = Object.values(files);
  for (const { path, bytes } of listed) await replace(join(to, path), bytes);
  const bundle = createBundle(listed, {
    key,
    name: basename(to),
    ignored: [BUNDLE_FILE, KEY_LIST_FILE, `${channel}.jws`],
  });
  await replace(join(to, BUNDLE_FILE), bundle);
  const withoutBytes = Object.fromEntries(
    Object.entries(files).map(([role, { path, sha256, size }]) => [role, { path, sha256, size }]),
  ) as unknown as Release['files'];
  const release: Release = {
    v: 1,
    name: manifest.name,
    version,
    minVersion,
    channel,
    ...term,
    schema: manifest.schema,
    trees: hashOf(strokeTrees),
    files: withoutBytes,
    oms: hashOf(bundle),
  };
  const file = join(to, `${channel}.jws`);
  await replace(file, signRelease(release, key));
  return { file, key: thumbprintOf(key), release };
}
