/** Names of the values that the code has, by their place. */
export type Found = Readonly<Record<string, readonly string[]>>;
