import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { ReleaseFile } from '../../contract/release.ts';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * An OpenSSF Model Signing bundle of these files, version 1.0, key method: what
 * `model_signing sign key` writes, and `model_signing verify key` accepts.
 *
 * @param name of the model: tools show it and check nothing with it
 */
export function createBundle(
  files: readonly Pick<ReleaseFile, 'path' | 'sha256'>[],
  {
    key,
    name,
    ignored,
  }: { readonly key: KeyObject; readonly name: string; readonly ignored: readonly string[] },
): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const root = createHash('sha256');
  for (const { sha256 } of sorted) root.update(Buffer.from(sha256, 'hex'));
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: root.digest('hex') } }],
    predicateType: 'https://model_signing/signature/v1.0',
    predicate: {
      serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false, ignore_paths: ignored },
      resources: sorted.map(({ path, sha256 }) => ({ name: path, algorithm: 'sha256', digest: sha256 })),
    },
  };
  const payload = Buffer.from(JSON.stringify(statement));
  const head = Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `);
  const signature = sign('sha256', Buffer.concat([head, payload]), { key, dsaEncoding: 'der' });
  const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      publicKey: { hint: createHash('sha256').update(pem).digest('hex') },
      tlogEntries: [],
    },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: PAYLOAD_TYPE,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  });
}
