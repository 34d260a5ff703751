/** Where the worker keeps things in the visitor's browser. */
export const DATABASE = 'tellsign';
export const STORE = 'keys';
/** The device key. */
export const KEY_RECORD = 'device';
/** Which releases of a site's own model are too old by what this browser has seen. */
export const FLOORS_RECORD = 'floors';
