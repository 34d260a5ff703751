/** Every fifth row is an audit, so that a day that ends early has both kinds. */
const EVERY = 5;

/** How many of the first `rows` rows are of each kind, where there are so many of each. */
export function mix(
  rows: number,
  { alerts, audits }: { readonly alerts: number; readonly audits: number },
): { readonly alerts: number; readonly audits: number } {
  const wanted = Math.min(audits, Math.floor(rows / EVERY));
  const ranked = Math.min(alerts, rows - wanted);
  return { alerts: ranked, audits: Math.min(audits, rows - ranked) };
}

/** Rows from both kinds in the order of the queue, where `before` rows stand before them. */
export function interleave<T>(before: number, alerts: readonly T[], audits: readonly T[]): readonly T[] {
  const [ranked, drawn] = [[...alerts], [...audits]];
  const rows: T[] = [];
  while (ranked.length + drawn.length > 0) {
    const isAudit = (before + rows.length + 1) % EVERY === 0 || ranked.length === 0;
    const next = (isAudit ? drawn.shift() : undefined) ?? ranked.shift() ?? drawn.shift();
    if (next !== undefined) rows.push(next);
  }
  return rows;
}
