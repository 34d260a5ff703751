import type { Degraded } from './verdict.ts';

/**
 * One line for each degraded code: what to look at first. Where a code has several causes, the name of the
 * misconfiguration says more (`misconfiguration.ts`).
 */
export const DEGRADED_ADVICE: Readonly<Record<Degraded, string>> = {
  off: 'Nothing is watched: privacy is off. Remove the option, or accept that verdicts are missing.',
  paused: 'The client is paused: call resume() before the next assess().',
  destroyed: 'The client was destroyed: load() a new one.',
  worker_unavailable: 'The worker did not start: look at its address, its type and worker-src.',
  worker_died: 'The worker ended while it ran: look for an error of worker.js, or for too little memory.',
  worker_timeout: 'The worker was too slow: raise timeoutMs, or load the script earlier.',
  worker_stale: 'Page script and worker are of two releases: serve all files of one release.',
  model_unavailable: 'The site’s own model did not load in time: look at modelUrl, ortUrl and connect-src.',
  model_refused:
    'The site’s own model is not what a pinned key signed: inspect() says which check refused it.',
  model_malformed: 'The model inside the worker cannot be read: build the package again.',
  nonce_unavailable: 'There was no nonce: look at POST {endpoint}/nonce, its status and connect-src.',
  nonce_timeout: 'The nonce came too late: put it into the page, or raise timeoutMs.',
  nonce_malformed: 'The nonce route answered with something else: look at what serves its path.',
  offline: 'The browser says that there is no network.',
  key_ephemeral: 'The key could not be kept: private windows, blocked storage and privacy minimal do so.',
  sign_unavailable: 'Nothing could be signed: check the action’s name, and that transactions are strings.',
  insecure_context: 'The page is not secure: use HTTPS, or localhost in development.',
  timeout: 'The deadline passed or the signal was aborted: raise timeoutMs, or call assess() later.',
};
