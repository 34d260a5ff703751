import type { MisconfigurationName } from '../../contract/misconfiguration.ts';

/** What a look from outside cannot see, or not always, and where it shows instead. */
export const UNSEEN: Readonly<Partial<Record<MisconfigurationName, string>>> = {
  form_unheld: 'a script that calls form.submit() is named on the console by data-debug.',
  body_unparsed: 'a missing body parser is named in the hint of onVerdict, and once on the server’s console.',
  cookie_missing: 'nonce route and guard with two session ids: onVerdict has nonce_invalid.',
  clock_wrong: 'two backends with two clocks: onVerdict has nonce_expired.',
};
