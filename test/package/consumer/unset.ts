/** Names of the members of T that may be left out. */
type Optional<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T];

/** T with each of them there and undefined, as it comes from a setting that is not set. */
type Unset<T> = Omit<T, Optional<T>> & { readonly [K in Optional<T>]: undefined };

/** `true` where T takes that; under `exactOptionalPropertyTypes` only if it says so. */
export type TakesUnset<T> = Unset<T> extends T ? true : never;
