/** Value of a label for everything that has none of its own. */
export const OTHER = 'other';

/**
 * Names that are seen first come first; once there are `limit` of them, every other one is `other`. A label
 * must not take as many values as somebody sends.
 */
export function createBoundedNames(limit: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= limit) return OTHER;
    known.add(name);
    return name;
  };
}
