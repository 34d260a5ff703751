import type { Degraded } from './verdict.ts';

/** A way to set tellsign up wrongly, and what changes it. The page, the guards and `doctor` name it alike. */
export interface Misconfiguration {
  /** Degraded code that the page sends as its hint; null where it sends none, or its script did not run. */
  readonly hint: Degraded | null;
  /** The code that `verify` answers. */
  readonly code: 'missing' | 'nonce_invalid' | 'nonce_expired';
  /** What is the case. */
  readonly sign: string;
  /** What to change, one line. */
  readonly advice: string;
}

/**
 * The misconfigurations by name. The first eleven end in the code `missing`; the others have a code of their
 * own, or are found while the page is set up. `docs/troubleshooting.md` has the same table.
 */
export const MISCONFIGURATIONS = {
  script_blocked: {
    hint: null,
    code: 'missing',
    sign: 'the page script did not run: its file is missing or has another type, or script-src forbids it',
    advice: 'Serve tellsign.js as text/javascript and allow its origin, or the tag’s nonce, in script-src.',
  },
  form_unheld: {
    hint: null,
    code: 'missing',
    sign: 'the form has no data-tellsign, or a script sent it past its submit event',
    advice: 'Mark the form with data-tellsign="action"; in scripts call form.requestSubmit(), or assess().',
  },
  body_unparsed: {
    hint: null,
    code: 'missing',
    sign: 'the guard found no parsed body: no body parser ran before it, or the body is multipart',
    advice: 'Put the body parser before the guard; for multipart parse the form first or send the header.',
  },
  worker_missing: {
    hint: 'worker_unavailable',
    code: 'missing',
    sign: 'the worker’s address is answered with an error',
    advice: 'Serve worker.js beside the page script, or say where it is with workerUrl or assetsUrl.',
  },
  worker_wrong_type: {
    hint: 'worker_unavailable',
    code: 'missing',
    sign: 'the worker’s address is answered with something that is no script, such as the app’s page',
    advice: 'Serve worker.js itself, as text/javascript; exempt its path from the app’s fallback page.',
  },
  worker_forbidden: {
    hint: 'worker_unavailable',
    code: 'missing',
    sign: 'the page’s policy or the browser refuses to start the worker',
    advice: "Allow the worker: worker-src 'self', and trusted-types vrd#worker where the policy has them.",
  },
  release_mismatch: {
    hint: 'worker_stale',
    code: 'missing',
    sign: 'page script and worker are of two releases',
    advice: 'Serve all files of one release, and drop the old ones from caches and service workers.',
  },
  nonce_route_missing: {
    hint: 'nonce_unavailable',
    code: 'missing',
    sign: 'the nonce route is answered with an error',
    advice: 'Mount routes() or nonceRoute() at POST {endpoint}/nonce, and set endpoint to that folder.',
  },
  nonce_forbidden: {
    hint: 'nonce_unavailable',
    code: 'missing',
    sign: 'the page’s policy forbids the request for a nonce, or the network refuses it',
    advice: 'Allow the endpoint in connect-src; keep it on the page’s origin, as others need CORS and a sid.',
  },
  nonce_wrong_type: {
    hint: 'nonce_malformed',
    code: 'missing',
    sign: 'the nonce route answers with something that is no nonce, such as the app’s page',
    advice: 'Route POST {endpoint}/nonce to tellsign before the app’s fallback page.',
  },
  insecure_context: {
    hint: 'insecure_context',
    code: 'missing',
    sign: 'the page came over plain http, and browsers give WebCrypto to secure pages alone',
    advice: 'Use HTTPS, or localhost in development; on a phone in the LAN a tunnel with HTTPS.',
  },
  nonce_refused: {
    hint: 'nonce_unavailable',
    code: 'missing',
    sign: 'the nonce route refuses this page: its origin, its content type, its session or its rate',
    advice: 'List the page’s origin in origins, and let JSON pass unchanged to the nonce route.',
  },
  action_unknown: {
    hint: 'nonce_unavailable',
    code: 'missing',
    sign: 'the nonce route knows no such action, or no JSON parser ran before it',
    advice: 'List the action in actions of the nonce route; with Express put express.json() before it.',
  },
  cookie_missing: {
    hint: null,
    code: 'nonce_invalid',
    sign: 'the nonce was issued for another session, as when the __Host-vrd cookie does not come back',
    advice: 'Serve the site over HTTPS or localhost, keep its cookies, and give one sid to all routes.',
  },
  clock_wrong: {
    hint: null,
    code: 'nonce_expired',
    sign: 'the clocks of two servers differ, or a cache serves pages with old nonces',
    advice: 'Synchronise the servers’ clocks, and send pages that hold a nonce with Cache-Control: no-store.',
  },
} as const satisfies Readonly<Record<string, Misconfiguration>>;

export type MisconfigurationName = keyof typeof MISCONFIGURATIONS;
