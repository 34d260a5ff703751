/** A clock that is moved, milliseconds since 1970. */
export interface SeedClock {
  ms: number;
}
