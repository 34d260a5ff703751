import type { Variables } from '../policy/variables.ts';
import { createRanges, type Ranges } from './ranges.ts';

/** What kind of network an address belongs to. */
export const NETWORK_KINDS = ['residential', 'vpn', 'hosting', 'relay', 'satellite', 'unknown'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];
export type Network = Variables['network'] & { readonly kind: NetworkKind };

/** Kinds that a site may list, in the order in which the first one names an address that is in several. */
const LISTED = ['vpn', 'relay', 'hosting', 'satellite'] as const;
type Listed = (typeof LISTED)[number];

/** The site's own lists of ranges: a text or its lines, each an address or a CIDR range. None is shipped. */
export type NetworkLists = { readonly [Kind in Listed]?: string | readonly string[] | undefined };

/** What the site's source says of the network. */
export interface NetworkHint {
  readonly network?: NetworkKind | undefined;
  readonly asn?: number | undefined;
}

/**
 * A function that tells the network of an address. The site's lists come first, then the hint.
 *
 * @throws TypeError naming the line of a list that is no range
 */
export function createNetworks(lists: NetworkLists = {}): (hex: string | null, hint: NetworkHint) => Network {
  const unknown = Object.keys(lists).find((kind) => !LISTED.some((listed) => listed === kind));
  if (unknown !== undefined) throw new TypeError(`networks.${unknown}: there are ${LISTED.join(', ')}`);
  const ranges = new Map<Listed, Ranges>(
    LISTED.map((kind) => [kind, createRanges(`networks.${kind}`, lists[kind] ?? [])]),
  );
  return (hex, { network, asn }) => {
    const hinted = NETWORK_KINDS.find((kind) => kind === network) ?? 'unknown';
    const is = (kind: Listed) => hinted === kind || (hex !== null && ranges.get(kind)?.(hex) === true);
    const [vpn, relay, hosting, satellite] = [is('vpn'), is('relay'), is('hosting'), is('satellite')];
    const kind = LISTED.find((_, place) => [vpn, relay, hosting, satellite][place]) ?? hinted;
    return { kind, vpn, hosting, relay, satellite, asn: Number.isSafeInteger(asn) ? Number(asn) : 0 };
  };
}
