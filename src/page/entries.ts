/** One entry of what a form submits. */
export type Entry = readonly [name: string, value: FormDataEntryValue];

/**
 * What was noted at the press, but for the names whose entries the page's `submit` handlers changed: those
 * are as they are `now`. `before` is what the form held right before the handlers ran.
 */
export function mergeEntries({
  noted,
  before,
  now,
}: Readonly<Record<'noted' | 'before' | 'now', readonly Entry[]>>): Entry[] {
  const isTouched = (name: string) => !isSame(valuesOf(before, name), valuesOf(now, name));
  const pairs = (name: string): Entry[] => valuesOf(now, name).map((value) => [name, value]);
  const seen = new Set<string>();
  return [...noted, ...now].flatMap((entry, at) => {
    const [name] = entry;
    const isFirst = !seen.has(name);
    seen.add(name);
    if (isTouched(name)) return isFirst ? pairs(name) : [];
    return at < noted.length ? [entry] : [];
  });
}

const valuesOf = (entries: readonly Entry[], wanted: string) =>
  entries.filter(([name]) => name === wanted).map(([, value]) => value);

const isSame = (one: readonly FormDataEntryValue[], other: readonly FormDataEntryValue[]): boolean =>
  one.length === other.length && one.every((value, at) => identityOf(value) === identityOf(other[at]));

/**
 * A browser makes a new `File` object each time it is asked for the same file. Where no file was chosen, that
 * one is empty and dated now.
 */
const identityOf = (value: FormDataEntryValue | undefined) =>
  value instanceof File
    ? `${value.name}/${value.size}/${value.size && value.lastModified}/${value.type}`
    : value;
