import type { Forge } from '../forge.ts';
import type { Case } from '../run.ts';

/** A signature of 64 bytes that nobody made. */
export const FORGED = 'A'.repeat(86);

/** A way to spoil a verdict by something that is looked at before its key. */
export interface Fault {
  readonly name: string;
  readonly code: string;
  /** Claims to change. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The signature is forged, too. */
  readonly isForged?: boolean;
}

/** One fault of each kind that is refused before the key is looked at (A1). */
export async function earlierFaults({ setting, nonce }: Forge): Promise<readonly Fault[]> {
  const { now } = setting;
  return [
    { name: 'no nonce', code: 'claim_missing', claims: { nonce: undefined } },
    {
      name: 'nonce of another session',
      code: 'nonce_invalid',
      claims: { nonce: await nonce({ sid: 'session-2' }) },
    },
    { name: 'nonce expired', code: 'nonce_expired', claims: { nonce: await nonce({ exp: now - 1 }) } },
    {
      name: 'nonce from the future',
      code: 'nonce_invalid',
      claims: { nonce: await nonce({ iat: now + 61, exp: now + 361 }) },
    },
    { name: 'signature forged', code: 'signature_invalid', claims: {}, isForged: true },
    { name: 'version 2', code: 'version_unsupported', claims: { v: 2 } },
    { name: 'claim unknown', code: 'claim_unknown', claims: { sub: 'me' } },
    { name: 'claim missing', code: 'claim_missing', claims: { jti: undefined } },
    { name: 'claim invalid', code: 'claim_invalid', claims: { q: '1' } },
    { name: 'expired', code: 'expired', claims: { iat: now - 181, exp: now - 61 } },
    { name: 'issued in the future', code: 'iat_in_future', claims: { iat: now + 61, exp: now + 181 } },
    { name: 'another site', code: 'aud_mismatch', claims: { aud: 'https://evil.example' } },
    { name: 'another operation', code: 'op_mismatch', claims: { op: 'login' } },
  ];
}

/**
 * A1: what speaks against the key counts after nonce, signature and claims, and before the nonce is consumed.
 * Two faults at once show which of them is looked at first.
 */
export async function order(forge: Forge): Promise<readonly Case[]> {
  const { token, claims, stranger } = forge;
  const cases: Case[] = [];
  for (const { name, code, claims: changed, isForged } of await earlierFaults(forge)) {
    const spoil = (tok: string) => (isForged ? tok.replace(/[^.]+$/, FORGED) : tok);
    const of = async (signer = forge.device) => spoil(await token({ signer, claims: changed }));
    cases.push(
      { name: `another key, ${name}`, tok: await of(stranger), want: code },
      { name: `revoked key, ${name}`, tok: await of(), revoked: true, want: code },
    );
  }
  const used = await claims();
  const own = await token({ claims: used });
  const strangers = await token({ claims: used, signer: stranger });
  const later = { txh: 'A'.repeat(43), mdl: 'unknown', bld: 'tellsign-0.0.1', ev: 'AA' };
  return [
    ...cases,
    {
      name: 'another key, revoked',
      tok: await token({ signer: stranger }),
      revoked: true,
      want: 'key_mismatch',
    },
    { name: 'another key does not burn the nonce', tok: own, after: strangers, want: 'ok' },
    { name: 'another key with a used nonce', tok: strangers, after: own, want: 'key_mismatch' },
    {
      name: 'another key, and all that is looked at later',
      tok: await token({ signer: stranger, claims: later }),
      minBuild: 'tellsign-0.2.0',
      want: 'key_mismatch',
    },
    {
      name: 'revoked key, and all that is looked at later',
      tok: await token({ claims: later }),
      minBuild: 'tellsign-0.2.0',
      revoked: true,
      want: 'key_revoked',
    },
    {
      name: 'revoked key does not burn the nonce',
      tok: await token({ claims: { ...used, q: 1 }, signer: stranger }),
      after: own,
      jkt: null,
      revoked: [forge.device.jkt],
      want: 'ok',
    },
    {
      name: 'revoked key with a used nonce',
      tok: own,
      after: await token({ claims: { ...used, q: 1 }, signer: stranger }),
      jkt: null,
      revoked: [forge.device.jkt],
      want: 'key_revoked',
    },
    { name: 'no key revoked', tok: await token(), revoked: [], want: 'ok' },
  ];
}
