const DAY_MS = 86_400_000;

/**
 * Days until a label of an action counts, because later words may overrule it. Assumed: most chargebacks for
 * fraud come within 45 days, though networks allow 120; an account's owner notices a strange login within a
 * week, and spam shows within two. All stay below the 90 days after which a decision forgets whose it was.
 */
const DAYS: Readonly<Record<string, number>> = { checkout: 45, login: 7, signup: 14 };
const OTHER_DAYS = 45;

/** Longest: decisions are known by name for 90 days. */
const MOST_DAYS = 89;

/** For how many days a label waits, by action. */
export type MaturityDays = Readonly<Record<string, number>>;

/** @throws TypeError for days that make no sense */
export function maturityOf(own: MaturityDays = {}): (action: string) => number {
  for (const [action, days] of Object.entries(own))
    if (!(days >= 0 && days <= MOST_DAYS))
      throw new TypeError(`maturityDays.${action} must be 0..${MOST_DAYS}`);
  const days = { ...DAYS, ...own };
  return (action) => (Object.hasOwn(days, action) ? (days[action] ?? OTHER_DAYS) : OTHER_DAYS) * DAY_MS;
}
