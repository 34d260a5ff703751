/**
 * Whether a build id is older than the oldest allowed. Their numbers are compared from left to right; names
 * are only labels (§0, T10).
 */
export function isOlder(build: string, oldest: string): boolean {
  const [a, b] = [numbers(build), numbers(oldest)];
  const place = b.findIndex((number, i) => number !== (a[i] ?? -1));
  return place >= 0 && (a[place] ?? -1) < (b[place] ?? 0);
}

function numbers(build: string): readonly number[] {
  return (build.match(/\d+/g) ?? []).map(Number);
}
