/** What turned out to be true of a decision. */
export const LABEL_OUTCOMES = ['fraudulent', 'legitimate', 'unsure'] as const;
export type LabelOutcome = (typeof LABEL_OUTCOMES)[number];

/** Who says so, from the word that counts most to the one that counts least (decide.md §8). */
export const LABEL_SOURCES = ['chargeback', 'analyst', 'customer', 'challenge', 'import'] as const;
export type LabelSource = (typeof LABEL_SOURCES)[number];

/** One statement about a decision. Labels are only ever added: who changes his mind adds another. */
export interface Label {
  readonly outcome: LabelOutcome;
  /** In lower case, such as `chargeback_fraud`, `passed_two_factor`, `correct_password`. */
  readonly reason: string;
  readonly source: LabelSource;
  /** Who said so. */
  readonly by: string;
  /** When, in milliseconds since 1970. */
  readonly atMs: number;
  readonly note?: string | undefined;
}

/** The label that counts: the newest of the source whose word counts most; null where there is none. */
export function effectiveLabel(labels: readonly Label[]): Label | null {
  const rank = ({ source }: Label) => LABEL_SOURCES.indexOf(source);
  return labels.reduce<Label | null>((best, label) => {
    if (best === null || rank(label) < rank(best)) return label;
    return rank(label) === rank(best) && label.atMs >= best.atMs ? label : best;
  }, null);
}

/** A note is free text, and may name somebody; the audit cannot be erased. */
export const withoutNote = ({ note: _, ...label }: Label): Omit<Label, 'note'> => label;
