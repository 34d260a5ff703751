/** What can be put on the deny list. */
export const DENIABLE = ['key', 'account', 'card'] as const;
export type Deniable = (typeof DENIABLE)[number];

/** An entry of the deny list: a fact that rules read as `denied.key`, `denied.account` or `denied.card`. */
export interface Denial {
  readonly kind: Deniable;
  /** A hash; of a key its thumbprint. */
  readonly name: string;
  /** The case from which it was put there. */
  readonly caseId: string;
  /** Who put it there. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Rules do not see it any more from here on, milliseconds since 1970. */
  readonly untilMs: number;
  /** Who agreed; the same person where the site asks for one. Rules see no entry without it. */
  readonly confirmedBy: string | null;
}

/** Names a visit or a case goes by. */
export type DeniedNames = { readonly [Kind in Deniable]: string | null };

/** The site's deny list. Every change of it is a row of the audit, which names the case and no person. */
export interface Denials {
  /**
   * Puts an entry on the list, or changes the one of its name.
   *
   * @param before what the list said of this name, null for nothing; without it whatever it says is replaced
   * @returns false where it says something else by now: nothing has changed
   */
  put(denial: Denial, by: string, before?: Denial | null): Promise<boolean>;
  /** Takes one off; false where it was not there. */
  remove(entry: Pick<Denial, 'kind' | 'name'>, by: string): Promise<boolean>;
  /** Entries of these names that have not ended, confirmed or not. */
  find(names: DeniedNames, atMs: number): Promise<readonly Denial[]>;
  /** Entries that have not ended, the newest first, with how many there are. */
  page(query: {
    readonly atMs: number;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ readonly rows: readonly Denial[]; readonly total: number }>;
}

/** Whether the list still says of a name what somebody saw; an entry that has ended says nothing. */
export function isStill(there: Denial | undefined, before: Denial | null, atMs: number): boolean {
  const known = there && there.untilMs > atMs ? there : null;
  if (known === null || before === null) return known === before;
  const { by, atMs: sinceMs, confirmedBy } = before;
  return known.by === by && known.atMs === sinceMs && known.confirmedBy === confirmedBy;
}

/** What the audit says of a change. The name of somebody would outlive an erasure. */
export const auditOfDenial = ({ kind, caseId, untilMs, confirmedBy }: Denial): string =>
  JSON.stringify({ kind, case: caseId, untilMs, isInForce: confirmedBy !== null });
