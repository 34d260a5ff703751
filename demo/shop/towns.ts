import type { Place } from 'tellsign/decide';

/** Towns by latitude and longitude in degrees, so that a page can say where a place is. */
const TOWNS: Readonly<Record<string, readonly [lat: number, lon: number]>> = {
  Amsterdam: [52.37, 4.9],
  Athens: [37.98, 23.73],
  Auckland: [-36.85, 174.76],
  Barcelona: [41.39, 2.17],
  Beijing: [39.9, 116.41],
  Berlin: [52.52, 13.41],
  Bogotá: [4.71, -74.07],
  Bremen: [53.08, 8.8],
  'Buenos Aires': [-34.6, -58.38],
  Cairo: [30.04, 31.24],
  'Cape Town': [-33.92, 18.42],
  Chicago: [41.88, -87.63],
  Copenhagen: [55.68, 12.57],
  Delhi: [28.61, 77.21],
  Dubai: [25.2, 55.27],
  Dublin: [53.35, -6.26],
  Frankfurt: [50.11, 8.68],
  Hamburg: [53.55, 9.99],
  Helsinki: [60.17, 24.94],
  'Hong Kong': [22.32, 114.17],
  Istanbul: [41.01, 28.98],
  Jakarta: [-6.21, 106.85],
  Lagos: [6.52, 3.38],
  Lisbon: [38.72, -9.14],
  London: [51.51, -0.13],
  'Los Angeles': [34.05, -118.24],
  Madrid: [40.42, -3.7],
  Melbourne: [-37.81, 144.96],
  'Mexico City': [19.43, -99.13],
  Milan: [45.46, 9.19],
  Mumbai: [19.08, 72.88],
  Munich: [48.14, 11.58],
  Nairobi: [-1.29, 36.82],
  'New York': [40.71, -74.01],
  Oslo: [59.91, 10.75],
  Paris: [48.86, 2.35],
  Prague: [50.08, 14.44],
  'Rio de Janeiro': [-22.91, -43.17],
  Rome: [41.9, 12.5],
  'San Francisco': [37.77, -122.42],
  'São Paulo': [-23.55, -46.63],
  Seoul: [37.57, 126.98],
  Shanghai: [31.23, 121.47],
  Singapore: [1.35, 103.82],
  Stockholm: [59.33, 18.07],
  Sydney: [-33.87, 151.21],
  Tokyo: [35.68, 139.69],
  Toronto: [43.65, -79.38],
  Vienna: [48.21, 16.37],
  Warsaw: [52.23, 21.01],
  Zurich: [47.38, 8.54],
};

/** Degrees within which a place is called by a town's name. Chosen: half a degree is 55 km at most. */
const NEAR_DEGREES = 0.5;

/** The name of a town at this place, or its coordinates. */
export function nameOf({ lat, lon }: Place): string {
  const isNear = ([, [townLat, townLon]]: (typeof ENTRIES)[number]) =>
    Math.abs(townLat - lat) <= NEAR_DEGREES && Math.abs(townLon - lon) <= NEAR_DEGREES;
  return ENTRIES.find(isNear)?.[0] ?? coordinatesOf({ lat, lon });
}

const ENTRIES = Object.entries(TOWNS);

const coordinatesOf = ({ lat, lon }: Place): string =>
  `${Math.abs(lat).toFixed(1)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(lon).toFixed(1)}° ${lon < 0 ? 'W' : 'E'}`;

/** Where a town is; null where the shop knows none of that name. */
export function placeOf(town: string): Place | null {
  const found = Object.hasOwn(TOWNS, town) ? TOWNS[town] : undefined;
  return found ? { lat: found[0], lon: found[1] } : null;
}
