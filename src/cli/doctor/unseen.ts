import type { MisconfigurationName } from '../../contract/misconfiguration.ts';

/** What a look from outside cannot see, or not always, and where it shows instead. */
export const UNSEEN: Readonly<Partial<Record<MisconfigurationName, string>>> = {
  form_unheld: 'a script that calls form.submit() is named on the console by data-debug.',
  body_unparsed: 'a missing body parser is named in the hint of onVerdict, and once on the server’s console.',
  worker_forbidden: 'a browser, or an extension in it, that starts no worker: data-debug names it.',
  release_mismatch: 'a service worker or a cache that keeps old files: data-debug names it.',
  cookie_missing: 'a browser that blocks cookies, or two session ids: onVerdict has nonce_invalid.',
  clock_wrong: 'two backends with two clocks: onVerdict has nonce_expired.',
};
