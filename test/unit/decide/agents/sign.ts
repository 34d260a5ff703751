import { generateNonce } from 'web-bot-auth';
import { signerFromJWK } from 'web-bot-auth/crypto';

/** The key of RFC 9421, appendix B.1.4, and another one. */
export const KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
};
export const KEY_ID = 'poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U';
export const publicOf = ({ d: _, ...key }: typeof KEY) => key;

export const SHOP = 'https://shop.example';
export const AGENT = 'https://agent.example';
/** 2026-11-28. */
export const NOW = 1_795_863_600;

export interface Signing {
  readonly created?: number | string;
  readonly expires?: number | string;
  readonly nonce?: string | null;
  readonly keyid?: string | null;
  readonly tag?: string | null;
  readonly alg?: string | null;
  readonly label?: string;
  /** As they stand in the header. */
  readonly components?: readonly string[];
  /** Of the request that is signed. */
  readonly authority?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: typeof KEY;
}

/** Headers of a request that an agent has signed: as it should be, but for what is given. */
export async function sign({
  created = NOW - 10,
  expires = NOW + 110,
  nonce = generateNonce(),
  keyid = KEY_ID,
  tag = 'web-bot-auth',
  alg = 'ed25519',
  label = 'sig1',
  headers = { 'signature-agent': `"${AGENT}"` },
  components = ['"@authority"', ...Object.keys(headers).map((name) => `"${name}"`)],
  authority = 'shop.example',
  key = KEY,
}: Signing = {}): Promise<Record<string, string>> {
  const text = (name: string, value: string | null) => (value === null ? '' : `;${name}="${value}"`);
  const parameters = [
    created === '' ? '' : `;created=${created}`,
    text('keyid', keyid),
    text('alg', alg),
    expires === '' ? '' : `;expires=${expires}`,
    text('nonce', nonce),
    text('tag', tag),
  ].join('');
  const input = `(${components.join(' ')})${parameters}`;
  const values: Readonly<Record<string, string>> = {
    ...headers,
    '@authority': authority,
    '@method': 'POST',
    '@path': '/orders',
    '@query': '?a=1',
  };
  const lines = components.map((component) => `${component}: ${values[component.split('"')[1] ?? ''] ?? ''}`);
  const signer = await signerFromJWK(key);
  const signature = await signer.sign([...lines, `"@signature-params": ${input}`].join('\n'));
  return {
    ...headers,
    'signature-input': `${label}=${input}`,
    signature: `${label}=:${Buffer.from(signature).toString('base64')}:`,
  };
}

/** The request that carries them. */
export const requestOf = (headers: Readonly<Record<string, string>>): Request =>
  new Request(`${SHOP}/orders?a=1`, { method: 'POST', headers });
