import { createSigner, type Forge } from '../forge.ts';
import type { Case } from '../run.ts';

/** What a token alone cannot cause: the operation's policy, and a replay store that fails. */
export async function policies(forge: Forge): Promise<readonly Case[]> {
  const { token } = forge;
  const later = await createSigner();
  return [
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
  ];
}
