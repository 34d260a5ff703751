import ipaddr from 'ipaddr.js';

/** Wrong passwords that an address may give in a row. Chosen: somebody who mistypes needs two or three. */
const MOST = 5;
/** An address that gave them waits so long. Chosen: 480 guesses a day are none against a password. */
const WAIT_MS = 15 * 60_000;
/** Addresses that are remembered; the one seen the longest ago is forgotten first. Chosen: 1 MB. */
const MAX_ADDRESSES = 10_000;

/** How often an address gave a wrong password. */
export interface Attempts {
  /** How long it has to wait yet, milliseconds; 0 where it may try. */
  waitMs(address: string): number;
  fail(address: string): void;
  succeed(address: string): void;
}

/** Bits of an IPv6 address that one customer of a provider has to himself at the least: RFC 6177. */
const CUSTOMER_BITS = 64;

/** What is counted: an IPv4 address, and all that one customer may choose of IPv6. */
function customerOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : parsed
        .toByteArray()
        .slice(0, CUSTOMER_BITS / 8)
        .join();
}

/** In this process's memory; lost on restart. */
export function createAttempts(now: () => number = Date.now): Attempts {
  const failed = new Map<string, { readonly count: number; readonly lastMs: number }>();

  /** What counts of an address: failures that are older than the wait are forgiven. */
  function find(customer: string): { readonly count: number; readonly lastMs: number } | undefined {
    const known = failed.get(customer);
    return known && now() - known.lastMs < WAIT_MS ? known : undefined;
  }

  return {
    waitMs(address) {
      const known = find(customerOf(address));
      return known && known.count >= MOST ? known.lastMs + WAIT_MS - now() : 0;
    },
    fail(address) {
      const customer = customerOf(address);
      const count = (find(customer)?.count ?? 0) + 1;
      // A map keeps the order of insertion: deleting first makes it the order of the last failure.
      failed.delete(customer);
      failed.set(customer, { count, lastMs: now() });
      for (const oldest of failed.keys()) {
        if (failed.size <= MAX_ADDRESSES) break;
        failed.delete(oldest);
      }
    },
    succeed(address) {
      failed.delete(customerOf(address));
    },
  };
}
