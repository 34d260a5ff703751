import { isPublicAddress } from '../facts/address.ts';
import { nodeModule, type ResolvedAddress } from './node.ts';

/** One attempt, as it goes over the network. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborted when the attempt has taken too long. */
  readonly signal: AbortSignal;
}

/** A receiver's answer; its body is not read. */
export interface WebhookResponse {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** Sends one request and follows no redirect. Rejects where no answer comes. */
export type WebhookTransport = (request: WebhookRequest) => Promise<WebhookResponse>;

export interface ConnectOptions {
  /** Also to this machine, and to networks that are not public. */
  readonly allowPrivate: boolean;
  /** Every address of a host. @default the system's resolver */
  readonly resolve?: ((host: string) => Promise<readonly ResolvedAddress[]>) | undefined;
}

/**
 * Sends through Node's http modules. The host is resolved once, and what is connected to is what was checked:
 * a name that changes its address in between changes nothing.
 *
 * @throws TypeError in a runtime without these modules
 */
export function createTransport({
  allowPrivate,
  resolve = systemResolver(),
}: ConnectOptions): WebhookTransport {
  const modules = { 'http:': nodeModule('node:http'), 'https:': nodeModule('node:https') };

  /** @throws where one of the host's addresses may not be reached */
  async function find(host: string): Promise<readonly [ResolvedAddress, ...ResolvedAddress[]]> {
    const [first, ...others] = isLiteral(host) ? [literal(host)] : await resolve(host);
    if (!first) throw new Error(`${host} has no address`);
    const refused = [first, ...others].find(({ address }) => !allowPrivate && !isPublicAddress(address));
    if (refused) throw new Error(`${refused.address} is no public address`);
    return [first, ...others];
  }

  return async ({ url, headers, body, signal }) => {
    const { protocol, hostname } = new URL(url);
    const addresses = await find(hostname.replace(/^\[|\]$/g, ''));
    signal.throwIfAborted();
    const { request } = modules[protocol === 'https:' ? 'https:' : 'http:'];
    const bytes = new TextEncoder().encode(body);
    return new Promise((resolved, rejected) => {
      const sending = request(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(bytes.length) },
        // A connection that is kept open was checked for another attempt.
        agent: false,
        lookup(_, { all }, answer) {
          const [{ address, family }] = addresses;
          if (all) answer(null, addresses);
          else answer(null, address, family);
        },
        signal,
      });
      sending.on('error', rejected);
      sending.on('response', (response) => {
        resolved({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null });
        response.destroy();
      });
      sending.end(bytes);
    });
  };
}

function systemResolver(): NonNullable<ConnectOptions['resolve']> {
  const { lookup } = nodeModule('node:dns').promises;
  return (host) => lookup(host, { all: true });
}

/** Hosts of addresses are IPv6, or end in a number: a `URL` has made four of any other notation. */
const isLiteral = (host: string): boolean => host.includes(':') || /(^|\.)\d+$/.test(host);
const literal = (address: string): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 });
