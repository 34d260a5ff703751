import type { SignedRequest } from './request.ts';

/** A public key, as a JSON Web Key (RFC 7517). */
export type PublicJwk = Readonly<Record<string, unknown>>;

/** What is signed beside the components. Times are seconds since 1970. */
export interface SignedParameters {
  readonly keyid: string;
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
}

/** What the package `web-bot-auth` checks; every computation on keys and signatures is its own. */
export interface SignatureLibrary {
  /** RFC 7638. @throws for a kind of key that it does not know */
  thumbprint(key: PublicJwk): Promise<string>;
  /** Whether it can check signatures of this key. */
  isSupported(key: PublicJwk): Promise<boolean>;
  /** Whether the request is signed by this key, and the parameters are those that were signed. */
  isSigned(request: SignedRequest, key: PublicJwk, parameters: SignedParameters): Promise<boolean>;
}

/**
 * Loads the package, an optional peer.
 *
 * @throws TypeError where it is not installed
 */
export async function loadSignatureLibrary(): Promise<SignatureLibrary> {
  const [{ verify, jwkToKeyID, helpers }, { verifierFromJWK }] = await load();
  const { WEBCRYPTO_SHA256, BASE64URL_DECODE } = helpers;
  return {
    thumbprint: (key) => jwkToKeyID(key, WEBCRYPTO_SHA256, BASE64URL_DECODE),
    isSupported: (key) =>
      verifierFromJWK(key).then(
        () => true,
        () => false,
      ),
    async isSigned(request, key, { keyid, created, expires, nonce }) {
      try {
        const check = await verifierFromJWK(key);
        return await verify(request, async (data, signature, signed) => {
          await check(data, signature, signed);
          // The library has read the header by itself, and both readings must agree.
          return (
            signed.keyid === keyid &&
            signed.nonce === nonce &&
            signed.created.getTime() === created * 1000 &&
            signed.expires.getTime() === expires * 1000
          );
        });
      } catch {
        return false;
      }
    },
  };
}

/** The names are left for the runtime to find: a bundler must not ask for an optional package. */
async function load() {
  try {
    return await Promise.all([
      import(/* webpackIgnore: true */ /* @vite-ignore */ 'web-bot-auth'),
      import(/* webpackIgnore: true */ /* @vite-ignore */ 'web-bot-auth/crypto'),
    ]);
  } catch (error) {
    throw new TypeError('createAgents needs the package web-bot-auth 0.1.3', { cause: error });
  }
}
