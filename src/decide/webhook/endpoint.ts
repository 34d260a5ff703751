import { checkKnown } from '../../server/known-options.ts';
import { EVENT_TYPES } from './events.ts';
import { readSecret } from './secret.ts';
import { createSigner, type Signer } from './sign.ts';

/** Who is told. */
export interface WebhookEndpoint {
  /** What the outbox calls it; it stays when the address changes. */
  readonly name: string;
  /** Absolute, of https. */
  readonly url: string;
  /**
   * `whsec_` secrets, from `createWebhookSecret`: every attempt is signed by each. To rotate, put the new one
   * first, give it to the receiver, and take the old one away.
   */
  readonly secrets: readonly string[];
  /** What it is told: types, or the first part and `.*`. @default everything */
  readonly events?: readonly string[] | undefined;
  /** It may be on this machine or in a private network, and of plain http. @default false */
  readonly allowPrivate?: boolean | undefined;
}

/** A checked endpoint. */
export interface Endpoint {
  readonly name: string;
  readonly url: string;
  readonly allowPrivate: boolean;
  readonly sign: Signer;
  wants(type: string): boolean;
}

const OPTIONS: Readonly<Record<keyof WebhookEndpoint, true>> = {
  name: true,
  url: true,
  secrets: true,
  events: true,
  allowPrivate: true,
};

/** @throws TypeError naming the endpoint and what is wrong with it */
export function readEndpoint(given: WebhookEndpoint): Endpoint {
  const { name, url, secrets, events = ['*'], allowPrivate = false } = Object(given) as WebhookEndpoint;
  const check = (condition: boolean, message: string) => {
    if (!condition) throw new TypeError(`webhook endpoint ${String(name)}: ${message}`);
  };
  check(typeof name === 'string' && /^[\w-]{1,64}$/.test(name), 'name must be letters, digits, - and _');
  checkKnown(given, OPTIONS);
  const keys = Array.isArray(secrets) ? secrets.map(readSecret) : [];
  check(keys.length > 0 && !keys.includes(null), 'secrets must be whsec_ and 24 to 64 bytes in base64');
  check(isAllowed(url, allowPrivate), 'url must be of https, or of http where allowPrivate is set');
  const kinds = new Set([...EVENT_TYPES, ...EVENT_TYPES.map(groupOf), 'alarm.*', '*']);
  const unknown = events.find((event) => !kinds.has(event) && !/^alarm\.\w+$/.test(event));
  check(unknown === undefined, `there is no event ${unknown}`);
  return {
    name,
    url,
    allowPrivate,
    sign: createSigner(keys.filter((key) => key !== null)),
    wants: (type) => events.some((event) => [type, groupOf(type), '*'].includes(event)),
  };
}

const groupOf = (type: string): string => `${type.split('.')[0]}.*`;

function isAllowed(address: unknown, allowPrivate: boolean): boolean {
  try {
    const { protocol, username, password } = new URL(String(address));
    if (username !== '' || password !== '') return false;
    return protocol === 'https:' || (allowPrivate && protocol === 'http:');
  } catch {
    return false;
  }
}
