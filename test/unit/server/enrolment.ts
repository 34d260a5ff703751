import type { NonceResponse, Verifier, VerifierOptions } from '../../../src/server/index.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { createSigner, type Signer, sign, sorted, toSegment } from '../../vectors/forge.ts';
import { type Bench, setup } from './setup.ts';

type Claims = Readonly<Record<string, unknown>>;

export interface Enrolling extends Bench {
  readonly bindingKeys: readonly { readonly kid: number; readonly secret: Uint8Array }[];
  /** A verifier that binds keys; its clock stands `after` seconds past the forge's. */
  binding(options?: Partial<VerifierOptions>, after?: number): Verifier;
  /**
   * An enrolment by `signer` with the nonce response's nonce; `claims` replaces or adds, undefined removes.
   */
  proof(nonceResponse: NonceResponse, signer: Signer, claims?: Claims): Promise<string>;
  /** `prev`: the old key's word for a new one. */
  handover(
    nonceResponse: NonceResponse,
    old: Signer,
    next: { readonly jkt: string },
    claims?: Claims,
  ): Promise<string>;
  /** A verdict with the nonce response's nonce. */
  verdict(nonceResponse: NonceResponse, signer: Signer, claims?: Claims): Promise<string>;
}

/** The value inside a `Set-Cookie` header. */
export const cookieIn = (setCookie: string): string => /^__Host-vrd=([\w-]{99});/.exec(setCookie)?.[1] ?? '';

/** One message: header, canonical payload, signature. */
export async function message(typ: string, payload: Claims, signer: Signer): Promise<string> {
  const signed = `${toSegment(sorted({ alg: 'ES256', jwk: signer.jwk, typ }))}.${toSegment(sorted(payload))}`;
  return `${signed}.${await sign(signer, signed)}`;
}

export async function setupEnrolment(): Promise<Enrolling> {
  const bench = await setup();
  const { setting } = bench.forge;
  const bindingKeys = [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }];
  const nonceKeys = Object.entries(setting.nonceKeys).map(([kid, hex]) => ({
    kid: Number(kid),
    secret: Uint8Array.from(Buffer.from(hex, 'hex')),
  }));
  const jti = () => encodeBase64url(crypto.getRandomValues(new Uint8Array(16)));
  return {
    ...bench,
    bindingKeys,
    binding: (options, after = 0) =>
      bench.create({
        keys: { nonce: nonceKeys, binding: bindingKeys },
        now: () => (setting.now + after) * 1000,
        ...options,
      }),
    proof: (nonceResponse, signer, claims = {}) => {
      const { aud, now: iat } = nonceResponse;
      const common = { aud, exp: iat + 120, iat, jti: jti(), nonce: nonceResponse.enrol, v: 1 };
      return message('vrd-enrol+jwt', { ...common, ...claims }, signer);
    },
    handover: (nonceResponse, old, next, claims = {}) =>
      message('vrd-rot+jwt', { jkt_new: next.jkt, nonce: nonceResponse.enrol, ...claims }, old),
    verdict: async (nonceResponse, signer, claims = {}) => {
      const { now: iat, nonce } = nonceResponse;
      return bench.forge.token({ signer, claims: { iat, exp: iat + 120, nonce, ...claims } });
    },
  };
}

export { createSigner, type Signer };
