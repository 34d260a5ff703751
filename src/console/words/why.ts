import type { DecisionReason } from '../../decide/index.ts';

/** What the rules of the shipped policies say. They have no notes, so that a site's own are seen. */
const SENTENCES: Readonly<Record<string, string>> = {
  deny_list: 'The device, the account or the card is on the deny list.',
  card_testing: 'Many cards were tried in a short time.',
  copied_behaviour: 'The same behaviour was seen before.',
  machine: 'It behaves like a script.',
  stolen_cookie: 'The device key does not fit the visitor’s cookie.',
  someone_else_far_away: 'The account was just used far away, on another device.',
  many_from_one_place: 'Many cards or accounts came from one address.',
  strange_key_moved: 'A new device came by a network that hides where it is.',
  new_key_big_amount: 'A large amount, on a device that is new to the account.',
  big_and_unsure: 'A large amount, and the verdict is not sure.',
  many_accounts: 'One device used many accounts.',
  guessing: 'Many attempts on one account.',
};

/** A rule's name made into a sentence, which is what a decision says of a rule without a note. */
const fromName = (code: string): string =>
  `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('_', ' ')}.`;

/** One sentence why a case is there. A note of the site's own rule is kept as it is. */
export const whyOf = ({ code, text }: DecisionReason): string =>
  (text === fromName(code) ? SENTENCES[code] : undefined) ?? text;
