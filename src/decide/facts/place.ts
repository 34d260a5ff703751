/** Where an address is, as the site's own source says. */
export interface Place {
  /** Degrees, −90..90. */
  readonly lat: number;
  /** Degrees, −180..180. */
  readonly lon: number;
  /** Kilometres that the place may lie beside this point. @default 50 */
  readonly accuracyKm?: number | undefined;
}

/** Uncertainty of a place whose source names none (decide.md §5). */
const ACCURACY_KM = 50;
/** Mean radius of the Earth, IUGG. */
const EARTH_KM = 6371.0088;
/** Places are stored in steps of .1°, some 11 km (decide.md §5). */
const STEPS_PER_DEGREE = 10;

/** Kilometres that surely lie between two places: the great circle, less both uncertainties, at least 0. */
export function distanceKm(a: Place, b: Place): number {
  const uncertain = (a.accuracyKm ?? ACCURACY_KM) + (b.accuracyKm ?? ACCURACY_KM);
  return Math.max(0, haversineKm(a, b) - uncertain);
}

function haversineKm(a: Place, b: Place): number {
  const square = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const h =
    square(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * square(b.lon - a.lon);
  // Of two antipodes rounding makes h a little more than 1.
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A place as it is stored. */
export function roundPlace({ lat, lon, accuracyKm }: Place): Place {
  const round = (degrees: number) => Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
  return { lat: round(lat), lon: round(lon), ...(accuracyKm === undefined ? {} : { accuracyKm }) };
}

/** Whether a source's answer is a place on Earth. */
export function isPlace(value: unknown): value is Place {
  const { lat, lon, accuracyKm = 0 } = Object(value) as Partial<Place>;
  const isWithin = (number: unknown, limit: number) =>
    typeof number === 'number' && Math.abs(number) <= limit;
  return isWithin(lat, 90) && isWithin(lon, 180) && Number.isFinite(accuracyKm) && accuracyKm >= 0;
}
