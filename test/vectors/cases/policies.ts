import { createSigner, type Forge } from '../forge.ts';
import type { Case } from '../run.ts';
import { earlierFaults, FORGED } from './order.ts';

/**
 * What a token alone cannot cause: the operation's policy, a replay store that fails, and what a session
 * remembers.
 */
export async function policies(forge: Forge): Promise<readonly Case[]> {
  const { token, claims, device, stranger } = forge;
  const later = await createSigner();
  const used = await claims();
  return [
    ...(await unboundLast(forge)),
    ...(await remembered(forge)),
    {
      name: 'binding wanted, none there',
      tok: await token(),
      jkt: null,
      requireBinding: true,
      want: 'unbound',
    },
    { name: 'binding wanted and there', tok: await token(), requireBinding: true, want: 'ok' },
    {
      name: 'binding wanted, another key bound',
      tok: await token({ signer: later }),
      requireBinding: true,
      want: 'key_mismatch',
    },
    {
      name: 'binding wanted, none there, token malformed',
      tok: 'x',
      jkt: null,
      requireBinding: true,
      want: 'malformed',
    },
    { name: 'store down', tok: await token(), store: 'down', want: 'replay_store_unavailable' },
    {
      name: 'store down, signature wrong',
      tok: `${(await token()).slice(0, -8)}AAAAAAAA`,
      store: 'down',
      want: 'signature_invalid',
    },
    {
      name: 'store down, expired',
      tok: await token({ claims: { iat: forge.setting.now - 400, exp: forge.setting.now - 200 } }),
      store: 'down',
      want: 'expired',
    },
    {
      name: 'store down, another transaction',
      tok: await token({ claims: { txh: 'A'.repeat(43) } }),
      store: 'down',
      want: 'replay_store_unavailable',
    },
    { name: 'store down, no token', store: 'down', want: 'missing' },
    {
      name: 'store down, another key',
      tok: await token({ signer: stranger }),
      store: 'down',
      want: 'key_mismatch',
    },
    {
      name: 'store down, binding wanted, none there',
      tok: await token(),
      jkt: null,
      requireBinding: true,
      store: 'down',
      want: 'unbound',
    },
    {
      name: 'store down, revoked key',
      tok: await token(),
      revoked: true,
      store: 'down',
      want: 'key_revoked',
    },
    {
      name: 'binding wanted, another key bound, revoked',
      tok: await token({ signer: stranger }),
      requireBinding: true,
      revoked: true,
      want: 'key_mismatch',
    },
    {
      name: 'binding wanted, none there, revoked',
      tok: await token(),
      jkt: null,
      requireBinding: true,
      revoked: true,
      want: 'unbound',
    },
    {
      name: 'binding wanted and there, revoked',
      tok: await token(),
      requireBinding: true,
      revoked: [device.jkt],
      want: 'key_revoked',
    },
    {
      name: 'binding wanted, another key does not burn the nonce',
      tok: await token({ claims: used }),
      after: await token({ claims: used, signer: stranger }),
      requireBinding: true,
      want: 'ok',
    },
    {
      name: 'binding wanted, none there, another transaction',
      tok: await token({ claims: { txh: 'A'.repeat(43) } }),
      jkt: null,
      requireBinding: true,
      want: 'unbound',
    },
  ];
}

/** A1: no binding where one is wanted counts after nonce, signature and claims. */
async function unboundLast(forge: Forge): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { name, code, claims, isForged } of await earlierFaults(forge)) {
    const tok = await forge.token({ claims });
    cases.push({
      name: `binding wanted, none there, ${name}`,
      tok: isForged ? tok.replace(/[^.]+$/, FORGED) : tok,
      jkt: null,
      requireBinding: true,
      want: code,
    });
  }
  return cases;
}

/** A3: a session that was known by a key comes without it, or with another one. */
async function remembered({ token, device, stranger, nonce }: Forge): Promise<readonly Case[]> {
  const absent = (...flags: readonly string[]) => ({
    code: 'ok',
    level: 'unknown',
    flags: ['not_rescored', ...flags, 'binding_absent'],
  });
  const sid = 'session-3';
  return [
    { name: 'the key that the session remembers', tok: await token(), bound: device.jkt, want: 'ok' },
    { name: 'nothing remembered', tok: await token(), bound: null, want: 'ok' },
    {
      name: 'a thief without the binding',
      tok: await token({ signer: stranger }),
      jkt: null,
      bound: device.jkt,
      want: absent('unbound'),
    },
    {
      name: 'the binding lost, the key still there',
      tok: await token(),
      jkt: null,
      bound: device.jkt,
      want: absent('unbound'),
    },
    {
      name: 'a thief who enrolled his own key',
      tok: await token({ signer: stranger }),
      jkt: stranger.jkt,
      bound: device.jkt,
      want: absent(),
    },
    {
      name: 'binding wanted, a thief without the binding',
      tok: await token({ signer: stranger }),
      jkt: null,
      bound: device.jkt,
      requireBinding: true,
      want: 'unbound',
    },
    {
      name: 'binding wanted, a thief who enrolled his own key',
      tok: await token({ signer: stranger }),
      jkt: stranger.jkt,
      bound: device.jkt,
      requireBinding: true,
      want: 'unbound',
    },
    {
      name: 'binding wanted, the key that the session remembers',
      tok: await token(),
      bound: device.jkt,
      requireBinding: true,
      want: 'ok',
    },
    {
      name: 'a thief who enrolled his own key, revoked',
      tok: await token({ signer: stranger }),
      jkt: stranger.jkt,
      bound: device.jkt,
      revoked: [stranger.jkt],
      want: 'key_revoked',
    },
    {
      name: 'binding wanted, a thief who enrolled his own key, revoked',
      tok: await token({ signer: stranger }),
      jkt: stranger.jkt,
      bound: device.jkt,
      requireBinding: true,
      revoked: [stranger.jkt],
      want: 'unbound',
    },
    {
      name: 'a thief with the binding and without the key',
      tok: await token({ signer: stranger }),
      bound: device.jkt,
      want: 'key_mismatch',
    },
    {
      name: 'a session of its own that remembers its key',
      tok: await token({ claims: { nonce: await nonce({ sid }) } }),
      sid,
      bound: device.jkt,
      want: 'ok',
    },
    {
      name: 'a session of its own with the nonce of another one',
      tok: await token(),
      sid,
      bound: device.jkt,
      want: 'nonce_invalid',
    },
  ];
}
