/** What turned out to be true of a decision. */
export const LABEL_OUTCOMES = ['fraudulent', 'legitimate', 'unsure'] as const;
export type LabelOutcome = (typeof LABEL_OUTCOMES)[number];

/** Who says so, from the word that counts most to the one that counts least (decide.md §8). */
export const LABEL_SOURCES = ['chargeback', 'analyst', 'customer', 'challenge', 'import'] as const;
export type LabelSource = (typeof LABEL_SOURCES)[number];

/** Why a label says what it says, and which labels may give it. */
export interface ReasonEntry {
  /** What goes with it; the first is meant where a file names the reason alone. */
  readonly outcomes: readonly [LabelOutcome, ...LabelOutcome[]];
  readonly sources: readonly [LabelSource, ...LabelSource[]];
  /** A few words, for a button. */
  readonly title: string;
  /** One sentence. */
  readonly text: string;
  /** Its number in the console, under each outcome where it has one. */
  readonly keys?: Readonly<Partial<Record<LabelOutcome, number>>>;
  /** A challenge that was passed: the visit is the account's own from then on (decide.md §5). */
  readonly passed?: true;
}

/** Sources for what a person judges: an analyst, or a file of another system's judgements. */
const JUDGED = ['analyst', 'import'] as const;

/**
 * Every reason that a label may have. Types, checks, the console's keys and the table in `docs/labels.md`
 * derive from here. The names that reCAPTCHA's annotations have, too, are theirs in lower case; a declined or
 * accepted payment is left out, because a site's own denial says nothing of who it denied.
 */
export const LABEL_REASONS = {
  chargeback_fraud: {
    outcomes: ['fraudulent'],
    sources: ['chargeback', ...JUDGED],
    title: 'Charged back as fraud',
    text: 'The cardholder says that somebody else paid with the card.',
    keys: { fraudulent: 6 },
  },
  chargeback_dispute: {
    outcomes: ['unsure', 'legitimate'],
    sources: ['chargeback', ...JUDGED],
    title: 'Charged back in a dispute',
    text: 'The cardholder paid, and is not content with what came, or did not come.',
  },
  chargeback: {
    outcomes: ['unsure', 'fraudulent'],
    sources: ['chargeback', 'import'],
    title: 'Charged back',
    text: 'The payment was charged back, and nobody says why.',
  },
  chargeback_reversed: {
    outcomes: ['legitimate'],
    sources: ['chargeback'],
    title: 'Chargeback reversed',
    text: 'The bank gave the money back to the site: the chargeback did not stand.',
  },
  fraud_notification: {
    outcomes: ['fraudulent'],
    sources: ['chargeback'],
    title: 'Reported as fraud',
    text: 'The bank reports the payment as fraud, before or without a chargeback.',
  },
  refund: {
    outcomes: ['unsure', 'legitimate'],
    sources: ['customer', ...JUDGED],
    title: 'Refunded',
    text: 'The site gave the money back for another reason than fraud.',
  },
  refund_fraud: {
    outcomes: ['fraudulent'],
    sources: JUDGED,
    title: 'Refunded as fraud',
    text: 'The site found out that it was fraud, cancelled, and gave the money back.',
  },
  payment_heuristics: {
    outcomes: ['fraudulent'],
    sources: JUDGED,
    title: 'Payment pattern',
    text: 'Card, billing, delivery or basket look like fraud.',
    keys: { fraudulent: 4 },
  },
  stolen_card: {
    outcomes: ['fraudulent'],
    sources: ['customer', ...JUDGED],
    title: 'Stolen card',
    text: 'The card belongs to somebody else.',
    keys: { fraudulent: 1 },
  },
  account_takeover: {
    outcomes: ['fraudulent'],
    sources: ['customer', ...JUDGED],
    title: 'Account taken over',
    text: 'Somebody else was in the account.',
    keys: { fraudulent: 2 },
  },
  card_testing: {
    outcomes: ['fraudulent'],
    sources: JUDGED,
    title: 'Cards are tested',
    text: 'Card numbers are tried out, with small amounts or many refusals.',
    keys: { fraudulent: 3 },
  },
  scripted: {
    outcomes: ['fraudulent'],
    sources: JUDGED,
    title: 'A script, not a person',
    text: 'A program did what a person should have done, and nobody had asked it to.',
    keys: { fraudulent: 5 },
  },
  social_spam: {
    outcomes: ['fraudulent'],
    sources: ['customer', ...JUDGED],
    title: 'Spam',
    text: 'What was written or sent is spam or abuse.',
    keys: { fraudulent: 8 },
  },
  customer_reported: {
    outcomes: ['fraudulent'],
    sources: ['customer', ...JUDGED],
    title: 'The customer reported it',
    text: 'The account’s owner was asked, or called, and says: this was not me.',
  },
  customer_confirmed: {
    outcomes: ['legitimate'],
    sources: ['customer', ...JUDGED],
    title: 'The customer confirmed',
    text: 'The account’s owner was asked, and says: this was me.',
    keys: { legitimate: 6 },
  },
  initiated_two_factor: {
    outcomes: ['unsure'],
    sources: ['challenge'],
    title: 'Second factor not answered',
    text: 'A second factor was asked for, and nobody answered.',
  },
  passed_two_factor: {
    outcomes: ['legitimate', 'unsure'],
    sources: ['challenge', ...JUDGED],
    title: 'Second factor passed',
    text: 'A second factor was asked for, and the answer was right.',
    keys: { legitimate: 5 },
    passed: true,
  },
  failed_two_factor: {
    outcomes: ['fraudulent', 'unsure'],
    sources: ['challenge', ...JUDGED],
    title: 'Second factor failed',
    text: 'A second factor was asked for, and every answer was wrong.',
    keys: { fraudulent: 7 },
  },
  correct_password: {
    outcomes: ['legitimate', 'unsure'],
    sources: ['challenge'],
    title: 'Password given',
    text: 'The password was asked for once more, and it was right.',
    passed: true,
  },
  incorrect_password: {
    outcomes: ['unsure', 'fraudulent'],
    sources: ['challenge'],
    title: 'Wrong password',
    text: 'The password was asked for once more, and it was wrong.',
  },
  known_customer: {
    outcomes: ['legitimate'],
    sources: JUDGED,
    title: 'Known customer',
    text: 'Earlier orders, deliveries or letters show who it is.',
    keys: { legitimate: 1 },
  },
  travelling: {
    outcomes: ['legitimate'],
    sources: JUDGED,
    title: 'Travelling',
    text: 'The place is strange because its owner is on the way.',
    keys: { legitimate: 2 },
  },
  vpn_or_work_network: {
    outcomes: ['legitimate'],
    sources: JUDGED,
    title: 'VPN or network at work',
    text: 'The place is strange because of the network alone.',
    keys: { legitimate: 3 },
  },
  new_device: {
    outcomes: ['legitimate'],
    sources: JUDGED,
    title: 'New device',
    text: 'The key is new because the device or the browser is.',
    keys: { legitimate: 4 },
  },
  declared_agent: {
    outcomes: ['legitimate'],
    sources: JUDGED,
    title: 'An agent with a mandate',
    text: 'A program did it, and its owner had asked it to.',
    keys: { legitimate: 7 },
  },
  assistive_technology: {
    outcomes: ['legitimate'],
    sources: JUDGED,
    title: 'Assistive technology',
    text: 'A screen reader, a switch or dictation moves like a program.',
    keys: { legitimate: 8 },
  },
  too_little_known: {
    outcomes: ['unsure'],
    sources: JUDGED,
    title: 'Too little is known',
    text: 'What was recorded does not suffice to say.',
    keys: { unsure: 1 },
  },
  waiting_for_customer: {
    outcomes: ['unsure'],
    sources: JUDGED,
    title: 'Waiting for the customer',
    text: 'The account’s owner was asked, and has not answered yet.',
    keys: { unsure: 2 },
  },
  mixed_signs: {
    outcomes: ['unsure'],
    sources: JUDGED,
    title: 'Signs for both',
    text: 'Some of it speaks for fraud, and some against.',
    keys: { unsure: 3 },
  },
  other: {
    outcomes: ['unsure', 'fraudulent', 'legitimate'],
    sources: ['customer', ...JUDGED],
    title: 'Something else',
    text: 'None of these; the note says what.',
    keys: { fraudulent: 9, legitimate: 9 },
  },
} as const satisfies Readonly<Record<string, ReasonEntry>>;

export type LabelReason = keyof typeof LABEL_REASONS;

/** The names of all reasons. */
export const REASON_NAMES = Object.keys(LABEL_REASONS) as readonly LabelReason[];

export const isLabelReason = (name: unknown): name is LabelReason =>
  typeof name === 'string' && Object.hasOwn(LABEL_REASONS, name);

/** What the table says of a reason. */
export const reasonEntry = (reason: LabelReason): ReasonEntry => LABEL_REASONS[reason];

/** Reasons of an outcome in the order of their keys in the console. */
export const keyedReasons = (outcome: LabelOutcome): readonly (readonly [LabelReason, string])[] =>
  REASON_NAMES.flatMap((name) => {
    const { keys = {}, title } = reasonEntry(name);
    const key = keys[outcome];
    return key === undefined ? [] : [{ key, name, title }];
  })
    .toSorted((a, b) => a.key - b.key)
    .map(({ name, title }) => [name, title] as const);
