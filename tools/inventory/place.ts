/** Legal bases that the rows name. The site's own data protection officer confirms them. */
export const BASES = {
  /** Access to a device, strictly necessary for what the visitor asked for; then an interest in no fraud. */
  necessary: 'ePrivacy Art. 5(3), strict necessity; GDPR Art. 6(1)(f)',
  interest: 'GDPR Art. 6(1)(f), recital 47',
  accountable: 'GDPR Art. 6(1)(f); Art. 5(2) and 22(3): to explain and to contest',
  none: 'no personal data',
} as const;
export type Basis = keyof typeof BASES;

/** A value of which something else holds than of the others in its place. */
export interface OwnTerms {
  readonly purpose: string;
  readonly basis?: Basis;
  readonly kept?: string;
  readonly recipient?: string;
}

/** Where values leave the page or are stored, and what holds of each of them. */
export interface Place {
  readonly what: string;
  readonly basis: Basis;
  /** For how long. */
  readonly kept: string;
  /** Who receives or has it. */
  readonly recipient: string;
  /** Purpose of each value, by its name. */
  readonly names: Readonly<Record<string, string | OwnTerms>>;
}

export type Places = Readonly<Record<string, Place>>;
