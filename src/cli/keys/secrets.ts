/** A line of an environment file: a secret, what it is for, and how it is made. */
export interface Secret {
  readonly name: string;
  readonly about: string;
  make(): Promise<string>;
}

/** Bytes of a secret: as many as SHA-256 has, and the least that a verifier takes (A15). */
const BYTES = 32;

/** `openssl rand -hex 32`. */
const randomHex = async (): Promise<string> =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(BYTES))).toString('hex');

const SITE: readonly Secret[] = [
  {
    name: 'TELLSIGN_SECRET',
    about: 'the site’s one secret (createVerifier, createDecider): the same in every process',
    make: randomHex,
  },
];

/** Instead of one secret: keys that are rotated one by one. */
const ROTATING: readonly Secret[] = [
  {
    name: 'TELLSIGN_NONCE_KEY',
    about: 'keys.nonce of createVerifier, kid 1, in hexadecimal',
    make: randomHex,
  },
  {
    name: 'TELLSIGN_BINDING_KEY',
    about: 'keys.binding of createVerifier, kid 1, in hexadecimal',
    make: randomHex,
  },
];

const RECEIPTS: readonly Secret[] = [
  {
    name: 'TELLSIGN_RECEIPT_KEY',
    about: 'private key of createReceipts, a JSON Web Key for ES256',
    make: async () => {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
      const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', privateKey);
      return JSON.stringify({ kty, crv, x, y, d });
    },
  },
  { name: 'TELLSIGN_RECEIPT_SALT', about: 'pairwiseSalt of createReceipts, in hexadecimal', make: randomHex },
];

const WEBHOOKS: readonly Secret[] = [
  {
    name: 'TELLSIGN_WEBHOOK_SECRET',
    about: 'a secret of createWebhooks, for one endpoint',
    make: async () =>
      `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(BYTES))).toString('base64')}`,
  },
];

/** The line that says for which site verdicts are signed. It is no secret. */
export const audienceLine = (site: string): Secret => ({
  name: 'TELLSIGN_AUDIENCE',
  about: 'audience of createVerifier: the site’s address',
  make: async () => site,
});

export interface Wanted {
  readonly rotating: boolean;
  readonly receipts: boolean;
  readonly webhooks: boolean;
}

/** The secrets that a site wants. */
export const secretsFor = ({ rotating, receipts, webhooks }: Wanted): readonly Secret[] => [
  ...(rotating ? ROTATING : SITE),
  ...(receipts ? RECEIPTS : []),
  ...(webhooks ? WEBHOOKS : []),
];
