import type { Place } from '../../decide/index.ts';

/** What people call a place; null where they have no name for it. */
export type PlaceWords = (place: Place) => string | null;

/** A name for every place: the site's, else its coordinates. */
export const placeWords =
  (placeName: PlaceWords) =>
  (place: Place): string =>
    placeName(place) ?? coordinates(place);

const coordinates = ({ lat, lon }: Place): string =>
  `${Math.abs(lat).toFixed(1)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon).toFixed(1)}° ${lon < 0 ? 'W' : 'E'}`;
