import type { ReleaseFile } from '../../contract/release.ts';

/** The part of a Sigstore bundle, version 0.3, that the key method of OpenSSF Model Signing 1.0 uses. */
interface Bundle {
  readonly mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json';
  readonly dsseEnvelope: {
    readonly payload: string;
    readonly payloadType: typeof PAYLOAD_TYPE;
    readonly signatures: readonly [{ readonly sig: string }];
  };
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const PREDICATE_TYPE = 'https://model_signing/signature/v1.0';
const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** DER of two integers (SEC 1, C.8): their bytes in the raw form of WebCrypto. */
const SCALAR_BYTES = 32;

/** A file that a bundle names. */
type Resource = Pick<ReleaseFile, 'path' | 'sha256'>;

/**
 * Whether an OpenSSF Model Signing bundle of this key names exactly these files, with these hashes: every
 * file of the release, and no other that could be taken for one. Never rejects.
 *
 * @param bytes the file `model.sig`
 */
export async function isBundleOf(
  bytes: Uint8Array,
  { jwk, files }: { readonly jwk: JsonWebKey; readonly files: readonly Resource[] },
): Promise<boolean> {
  try {
    const bundle = JSON.parse(new TextDecoder().decode(bytes)) as Bundle;
    const { payload, payloadType, signatures } = bundle.dsseEnvelope;
    if (bundle.mediaType !== MEDIA_TYPE || payloadType !== PAYLOAD_TYPE || signatures.length !== 1)
      return false;
    const signed = decodeBase64(payload);
    const key = await crypto.subtle.importKey('jwk', jwk, KEY, false, ['verify']);
    const signature = rawSignature(decodeBase64(signatures[0].sig));
    if (!signature || !(await crypto.subtle.verify(SIGNATURE, key, signature, preAuthEncoding(signed))))
      return false;
    return names(JSON.parse(new TextDecoder().decode(signed)), files);
  } catch {
    return false;
  }
}

interface Statement {
  readonly _type: unknown;
  readonly predicateType: unknown;
  readonly predicate: {
    readonly resources: readonly {
      readonly name: string;
      readonly algorithm: string;
      readonly digest: string;
    }[];
  };
}

/** The statement's list of files, as it was signed. */
function names({ _type, predicateType, predicate }: Statement, files: readonly Resource[]): boolean {
  if (_type !== STATEMENT_TYPE || predicateType !== PREDICATE_TYPE) return false;
  const lineOf = (name: string, algorithm: string, digest: string) => `${name} ${algorithm} ${digest}`;
  const found = predicate.resources.map(({ name, algorithm, digest }) => lineOf(name, algorithm, digest));
  const wanted = files.map(({ path, sha256 }) => lineOf(path, 'sha256', sha256));
  return found.length === wanted.length && new Set(found).size === found.length && isSubset(wanted, found);
}

const isSubset = (some: readonly string[], all: readonly string[]): boolean =>
  some.every((one) => all.includes(one));

/** DSSE v1: what is signed says its type and its length. */
function preAuthEncoding(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `);
  return Uint8Array.from([...head, ...payload]);
}

/** `r‖s` of a DER signature, which is what other tools write; null for anything else. */
function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const raw = new Uint8Array(2 * SCALAR_BYTES);
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - at) return null;
  for (const end of [SCALAR_BYTES, 2 * SCALAR_BYTES]) {
    const [tag, length = 0] = der.subarray(at, at + 2);
    const integer = der.subarray(at + 2, at + 2 + length);
    // A leading zero keeps a number positive; numbers are as short as they can be.
    const digits = integer[0] === 0 ? integer.subarray(1) : integer;
    if (tag !== 0x02 || integer.length !== length || digits.length > SCALAR_BYTES) return null;
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? raw : null;
}

const decodeBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
