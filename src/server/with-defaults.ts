type Filled<D, O> = Omit<O, keyof D> & {
  [K in keyof D]: K extends keyof O ? Exclude<O[K], undefined> : D[K];
};

/** Options over their defaults. A member that is undefined counts as left out. */
export function withDefaults<D extends object, O extends object>(defaults: D, options: O): Filled<D, O> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) } as Filled<D, O>;
}
