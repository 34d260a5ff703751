import type { Place } from '../place.ts';
import { KEPT, SITE } from '../terms.ts';

/** The files that send requests, and which. No other file of the page's half may. */
export const REQUEST_FILES = {
  'src/page/debug/probe.ts':
    'The same addresses once more, where `debug` is on: what is misconfigured is found',
  'src/page/keepalive.ts': 'The visitor’s own form, where its page is being left: where the form said',
  'src/page/nonce.ts': '`POST {endpoint}/nonce`: a fresh nonce',
  'src/page/signed-fetch.ts': 'The site’s own request, with the verdict',
  'src/page/start-worker.ts': '`GET worker.js`, where the site gives its hash',
  'worker/deps.ts': 'None of its own: hands `fetch` to the files below',
  'worker/score/engine/load-ort.ts': '`GET ort.js`: runs onnxruntime-web',
  'worker/score/fetch-pinned.ts': '`GET` manifest and weights of the site’s own model',
  'worker/score/ort/fetch-wasm.ts': '`GET ort.wasm`',
  'worker/sign/enrol.ts': '`POST {endpoint}/enrol`: binds the device key',
} as const;

export const REQUESTS: Place = {
  what: 'Files of the product that send requests, and what they ask for. Every address is the site’s.',
  basis: 'necessary',
  kept: KEPT.request,
  recipient: SITE,
  names: REQUEST_FILES,
};
