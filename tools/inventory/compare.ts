import type { Found } from './names.ts';
import type { Places } from './place.ts';

/** What has no row, and rows of what is no more: one line each; none where the inventory is complete. */
export function compare(found: Found, places: Places): readonly string[] {
  const listed = Object.entries(places).map(([place, { names }]) => [place, Object.keys(names)] as const);
  return [
    ...missing(Object.entries(found), Object.fromEntries(listed), 'has no row'),
    ...missing(listed, found, 'has a row, and is not in the code'),
  ];
}

const missing = (
  from: readonly (readonly [string, readonly string[]])[],
  among: Readonly<Record<string, readonly string[]>>,
  what: string,
): readonly string[] =>
  from.flatMap(([place, names]) =>
    names.filter((name) => !among[place]?.includes(name)).map((name) => `${place}: ${name} ${what}`),
  );
