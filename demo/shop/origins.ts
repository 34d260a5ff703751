/** Where a visitor of the demo may seem to come from, as two headers of an edge would say it. */
export const ORIGINS = {
  nowhere: { name: 'nowhere known', place: '', network: '' },
  berlin: { name: 'Berlin', place: '52.52,13.40', network: 'residential' },
  tokyo: { name: 'Tokyo', place: '35.68,139.69', network: 'residential' },
  'new-york': { name: 'New York, by VPN', place: '40.71,-74.01', network: 'vpn' },
} as const satisfies Record<string, Origin>;

export interface Origin {
  readonly name: string;
  /** Latitude and longitude; empty where nobody knows. */
  readonly place: string;
  readonly network: string;
}
export type OriginName = keyof typeof ORIGINS;

export const isOrigin = (value: unknown): value is OriginName =>
  typeof value === 'string' && Object.hasOwn(ORIGINS, value);
