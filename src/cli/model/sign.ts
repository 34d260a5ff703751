import type { KeyObject } from 'node:crypto';
import { basename, join } from 'node:path';
import {
  BUNDLE_FILE,
  bundleFileOf,
  KEY_LIST_FILE,
  MAX_RELEASE_SECONDS,
  type Release,
} from '../../contract/release.ts';
import { readRelease } from '../../scoring/release.ts';
import { CliError, messageOf } from '../cli-error.ts';
import type { Io } from '../command.ts';
import { createBundle } from './bundle.ts';
import { hashOf } from './hash-of.ts';
import { checkGrows, signersBy } from './in-force.ts';
import { checkApart, readPrivateKey, thumbprintOf } from './key.ts';
import { Refusal } from './refusal.ts';
import { alone, checkPlain, makeFolder, replace } from './replace.ts';
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
  /** What is left to do before it counts. */
  readonly next?: string;
}

/**
 * Signs a trained model: copies its files under names made from their contents, writes the bundle, and last
 * the signed manifest, so that a deploy that breaks off leaves the release before in force.
 *
 * @throws CliError, Refusal where nothing was signed
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
    throw new CliError('argument_invalid', '--min-version is 0 to the version.');
  if (!/^[\w-]{1,32}$/.test(channel) || `${channel}.jws` === KEY_LIST_FILE)
    throw new CliError('argument_invalid', '--channel is a plain word, and not "keys".');
  const { manifest, files } = await readTrained(from, (await loadServerModel()).loadModel);
  const key = await readPrivateKey(request.key);
  await checkApart(request.key, to);
  const file = join(to, `${channel}.jws`);
  const signers = await signersBy(join(to, KEY_LIST_FILE), [thumbprintOf(key)]);
  const listed = Object.values(files);
  const bundleFile = bundleFileOf({ channel, version });
  const bundle = createBundle(listed, {
    key,
    name: basename(to),
    ignored: [BUNDLE_FILE, bundleFile, KEY_LIST_FILE, `${channel}.jws`],
  });
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
  const text = await signedText(release, key);
  await makeFolder(to);
  await alone(file, async () => {
    await checkGrows(file, version);
    const names = [...listed.map(({ path }) => path), bundleFile, BUNDLE_FILE];
    checkPlain(names.map((name) => join(to, name)));
    for (const { path, bytes } of listed) await replace(join(to, path), bytes);
    await replace(join(to, bundleFile), bundle);
    await replace(file, text);
    // Under its usual name last, for OpenSSF's tool: no backend needs that one.
    await replace(join(to, BUNDLE_FILE), bundle);
  });
  const next = signers > 1 && { next: 'countersign: the list of keys asks for two signers' };
  return { file, key: thumbprintOf(key), release, ...next };
}

/** @throws Refusal where pages and backends would refuse these claims, such as a name with a space */
async function signedText(release: Release, key: KeyObject): Promise<string> {
  try {
    const text = signRelease(release, key);
    const { channel, iat: now } = release;
    const read = await readRelease(text, { keys: [thumbprintOf(key)], channel, now });
    if (read.ok) return text;
    throw new Refusal(
      read.code,
      `${read.detail ?? 'claims'}: what the settings name, or say, fits no release`,
    );
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('model_malformed', `claims: ${messageOf(error)}`);
  }
}
