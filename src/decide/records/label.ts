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
  /** Takes back the newest label of the same source and person; the other members repeat that label's. */
  readonly reverses?: true | undefined;
}

/** The label that counts: the newest of the source whose word counts most; null where there is none. */
export function effectiveLabel(labels: readonly Label[]): Label | null {
  const rank = ({ source }: Label) => LABEL_SOURCES.indexOf(source);
  return standing(labels).reduce<Label | null>((best, label) => {
    if (best === null || rank(label) < rank(best)) return label;
    return rank(label) === rank(best) && label.atMs >= best.atMs ? label : best;
  }, null);
}

/** Whether this was said already: a label twice is one. */
export function isRepeated(labels: readonly Label[], label: Label): boolean {
  const own = standing(labels).filter((one) => isOfOne(one, label));
  const last = own.at(-1);
  if (label.reverses) return last === undefined;
  return last !== undefined && last.outcome === label.outcome && last.reason === label.reason;
}

/** Labels that were not taken back, in the order in which they were given. */
function standing(labels: readonly Label[]): readonly Label[] {
  const left: Label[] = [];
  for (const label of labels) {
    if (!label.reverses) left.push(label);
    else {
      const place = left.findLastIndex((one) => isOfOne(one, label));
      if (place >= 0) left.splice(place, 1);
    }
  }
  return left;
}

const isOfOne = (a: Label, b: Label): boolean => a.source === b.source && a.by === b.by;

/** A note is free text, and may name somebody; the audit cannot be erased. */
export const withoutNote = ({ note: _, ...label }: Label): Omit<Label, 'note'> => label;
