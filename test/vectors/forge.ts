import { encodeBase64url } from '../../src/wire/base64url.ts';
import { netstring } from '../../src/wire/netstring.ts';
import type { Setting } from './run.ts';

/** A device key as an attacker or an honest page has it. */
export interface Signer {
  readonly jwk: Readonly<Record<string, unknown>>;
  readonly jkt: string;
  readonly privateKey: CryptoKey;
}

type Claims = Readonly<Record<string, unknown>>;

export interface Draft {
  readonly signer?: Signer;
  /** Replaces or adds header members; undefined removes one. */
  readonly header?: Claims;
  /** Replaces or adds claims; undefined removes one. */
  readonly claims?: Claims;
  /** The header or payload as this very text, for what no object can say. */
  readonly headerText?: string;
  readonly payloadText?: string;
  /** Last touch on the base64url segments before they are signed. */
  readonly segments?: (header: string, payload: string) => readonly [string, string];
}

export interface NonceDraft {
  readonly format?: number;
  readonly kid?: number;
  readonly secret?: string;
  readonly label?: string;
  readonly iat?: number;
  readonly exp?: number;
  readonly aud?: string;
  readonly op?: string;
  readonly sid?: string;
  /** Profile version in the MACed context; null leaves it out. */
  readonly version?: string | null;
}

/**
 * Everything a vector needs: the verifier's setting, keys, and ways to make tokens that are signed and wrong.
 */
export interface Forge {
  readonly setting: Setting;
  readonly device: Signer;
  readonly stranger: Signer;
  nonce(draft?: NonceDraft): Promise<string>;
  /** The claims of a good verdict, with a nonce of their own. */
  claims(): Promise<Claims>;
  token(draft?: Draft): Promise<string>;
}

const NOW = 1_795_303_000;
const FEATURES = 64;
const MODEL = 'qJ5mN1x0T9uWc2dKe8rLsA';
export const OTHER_MODEL = 'Zk3vR7y2Q4pXf6hBg1nMtQ';

/** New keys, a fixed clock. */
export async function createForge(): Promise<Forge> {
  const [device, stranger] = [await createSigner(), await createSigner()];
  const setting: Setting = {
    now: NOW,
    aud: 'https://shop.example',
    op: 'checkout',
    sid: 'session-1',
    nonceKeys: { 7: randomHex(32), 6: randomHex(32) },
    jkt: device.jkt,
    txh: encodeBase64url(await sha256(netstring('vrd-tx-v1', 'amount', '12990', 'currency', 'EUR'))),
    models: { [MODEL]: { schema: 1, n: FEATURES } },
  };

  async function nonce(draft: NonceDraft = {}): Promise<string> {
    const {
      format = 1,
      kid = 7,
      label = 'vrd-nonce-v1',
      iat = NOW - 10,
      exp = NOW + 290,
      version = '1',
    } = draft;
    const { aud, op, sid } = { ...setting, ...draft };
    const head = new Uint8Array(22);
    const view = new DataView(head.buffer);
    head.set([format, kid]);
    view.setUint32(2, iat);
    view.setUint32(6, exp);
    crypto.getRandomValues(head.subarray(10));
    const context = [label, head, aud, op, sid, ...(version === null ? [] : [version])];
    const mac = await hmac(draft.secret ?? setting.nonceKeys[kid] ?? '00'.repeat(32), netstring(...context));
    return encodeBase64url(Uint8Array.from([...head, ...mac.subarray(0, 16)]));
  }

  async function claims(): Promise<Claims> {
    return {
      aud: setting.aud,
      bld: 'tellsign-0.1.0',
      ev: encodeBase64url(evidence()),
      exp: NOW + 115,
      iat: NOW - 5,
      jti: encodeBase64url(crypto.getRandomValues(new Uint8Array(16))),
      mdl: MODEL,
      nonce: await nonce(),
      op: setting.op,
      q: -137,
      rc: [3, -40, 17, -22, 0, -9],
      txh: setting.txh,
      v: 1,
    };
  }

  async function token(draft: Draft = {}): Promise<string> {
    const { signer = device } = draft;
    const header = { alg: 'ES256', jwk: signer.jwk, typ: 'vrd+jwt', ...draft.header };
    const payload = draft.payloadText ?? sorted({ ...(await claims()), ...draft.claims });
    const plain = [toSegment(draft.headerText ?? sorted(header)), toSegment(payload)] as const;
    const signed = (draft.segments?.(...plain) ?? plain).join('.');
    return `${signed}.${await sign(signer, signed)}`;
  }

  return { setting, device, stranger, nonce, claims, token };
}

/** Evidence bytes of §1.5; `edit` says which byte to change to what. */
export function evidence(edit: Readonly<Record<number, number>> = {}): Uint8Array {
  const mask = FEATURES / 8;
  const bytes = new Uint8Array(4 + mask + FEATURES);
  bytes.set([1, 1, 0, FEATURES]);
  for (let i = 0; i < FEATURES; i++) bytes[4 + mask + i] = ((i * 37) % 100) - 50;
  for (const [at, value] of Object.entries(edit)) bytes[Number(at)] = value;
  return bytes;
}

/** JSON with sorted keys, and nothing else checked: a vector may well break the canonical rule. */
export function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`).join(',')}}`;
}

export function toSegment(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

export async function sign({ privateKey }: Signer, signed: string): Promise<string> {
  const bytes = new TextEncoder().encode(signed);
  return encodeBase64url(new Uint8Array(await crypto.subtle.sign(ES256, privateKey, bytes)));
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
}

const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

export async function createSigner(): Promise<Signer> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const jwk = { crv, kty, x, y };
  const jkt = encodeBase64url(await sha256(new TextEncoder().encode(sorted(jwk))));
  return { jwk, jkt, privateKey: keys.privateKey };
}

export async function hmac(secretHex: string, bytes: Uint8Array): Promise<Uint8Array> {
  const secret = Uint8Array.from(secretHex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, Uint8Array.from(bytes)));
}

function randomHex(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
