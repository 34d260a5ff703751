import { signKeyList } from '../../../src/cli/model/sign-key-list.ts';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import { readTrained, type Trained } from '../../../src/cli/model/trained.ts';
import type { KeyList, Release } from '../../../src/contract/release.ts';
import { loadModel } from '../../../src/server/model/model.ts';
import { STROKE_TREES } from '../../../worker/features/stroke/trees-data.ts';
import { createSigningKey, DAY, hashOf, type SigningKey } from '../../unit/release/kit.ts';

export const key = createSigningKey();
export const stranger = createSigningKey();
export const root = createSigningKey();

/** The shipped model once more, delivered as a site would deliver its own. */
export interface Delivery {
  readonly trained: Trained;
  readonly release: Release;
  readonly text: string;
  readonly files: Map<string, Uint8Array>;
}

export async function deliver(version = 17, by: SigningKey = key): Promise<Delivery> {
  const trained = await readTrained('model', loadModel);
  const iat = Math.floor(Date.now() / 1000) - 60;
  const listed = Object.entries(trained.files).map(([role, { bytes: _, ...file }]) => [role, file]);
  const release: Release = {
    v: 1,
    name: 'own',
    version,
    minVersion: version,
    channel: 'stable',
    iat,
    exp: iat + DAY,
    schema: trained.manifest.schema,
    trees: hashOf(new TextEncoder().encode(JSON.stringify(STROKE_TREES))),
    files: Object.fromEntries(listed),
  };
  const files = new Map(Object.values(trained.files).map(({ path, bytes }) => [path, bytes]));
  return { trained, release, text: signRelease(release, by.privateKey), files };
}

/** A list of these keys, by the root unless by somebody else. */
export function listKeys(
  version: number,
  keys: readonly SigningKey[],
  { by = root }: { readonly by?: SigningKey } = {},
): string {
  const iat = Math.floor(Date.now() / 1000) - 60;
  const list: KeyList = { v: 1, version, iat, exp: iat + 100 * DAY, keys: keys.map(({ id }) => id) };
  return signKeyList(list, by.privateKey);
}
