import type { Route } from '../../../setup/site.ts';
import type { Hand } from '../hand.ts';
import { csp, ortTag, pageOf, type Row, tag, VERIFIED, without } from '../row.ts';
import { altered } from '../stage.ts';

const NONCE = 'nonce-4f1c';
const BASE = ["default-src 'none'", "form-action 'self'", "base-uri 'none'"];
const STRICT = csp(...BASE, `script-src '${NONCE}' 'strict-dynamic'`, "connect-src 'self'");
const OWN = [...BASE, "script-src 'self'", "worker-src 'self'", "connect-src 'self'"];
const TYPED = "require-trusted-types-for 'script'";

/** A second copy of the code, which starts its worker after the tag's; the tag's guards the form. */
const SECOND: Route = () =>
  new Response(
    `import { load } from '/tellsign/index.js';
    await tellsign.assess({ action: 'other' });
    window.tellsign = load({ engine: 'exact', timeoutMs: 10000 });
    document.documentElement.dataset.second = '';`,
    { headers: { 'content-type': 'text/javascript' } },
  );
const twoCopies: Pick<Row, 'html' | 'routes' | 'visit'> = {
  html: ({ meta }) => pageOf(`${meta}${tag()}<script type="module" src="/second.js"></script>`),
  routes: () => ({ '/second.js': SECOND }),
  visit: async (hand: Hand) => {
    await hand.fill('#name', 'Ada');
    await hand.evaluate(async () => {
      while (document.documentElement.dataset.second === undefined)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    await hand.fill('#city', 'Bremen');
  },
};

/** Content Security Policy and Trusted Types. */
export const policy: readonly Row[] = [
  {
    name: 'no policy at all; a private window, as all of these are',
    html: ({ meta }) => pageOf(meta + tag()),
    expected: VERIFIED,
  },
  {
    name: 'CSP of nonces and strict-dynamic, no worker-src',
    html: ({ meta }) => pageOf(meta + ortTag('nonce="4f1c"')),
    headers: () => STRICT,
    routes: () => ({
      '/tellsign/worker.js': altered(
        'worker.js',
        '',
        csp("script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"),
      ),
    }),
    expected: { ...VERIFIED, ort: 'ready' },
  },
  {
    name: 'the same, the tag added by a trusted script',
    html: ({ meta }) =>
      pageOf(
        `${meta}<script nonce="4f1c">
          const tag = document.createElement('script');
          Object.assign(tag.dataset, { endpoint: '/tellsign', engine: 'exact', timeoutMs: 20000 });
          tag.src = '/tellsign/tellsign.js';
          document.head.append(tag);
        </script>`,
      ),
    headers: () => STRICT,
    expected: VERIFIED,
  },
  {
    name: 'Trusted Types enforced, our policy allowed',
    html: ({ meta }) => pageOf(meta + tag()),
    headers: () => csp(...OWN, TYPED, 'trusted-types vrd#worker'),
    expected: VERIFIED,
  },
  {
    name: 'Trusted Types enforced, our policy not allowed',
    html: ({ meta }) => pageOf(meta + tag()),
    headers: () => csp(...OWN, TYPED, 'trusted-types other'),
    expected: without('worker_unavailable'),
  },
  {
    name: 'Trusted Types enforced without a list of policies, two copies of the code',
    ...twoCopies,
    headers: () => csp(...OWN, TYPED),
    expected: VERIFIED,
  },
  {
    name: 'Trusted Types enforced, two copies of the code, duplicates allowed',
    ...twoCopies,
    headers: () => csp(...OWN, TYPED, "trusted-types vrd#worker 'allow-duplicates'"),
    expected: VERIFIED,
  },
  {
    name: 'Trusted Types enforced, two copies of the code, duplicates not allowed',
    ...twoCopies,
    headers: () => csp(...OWN, TYPED, 'trusted-types vrd#worker'),
    // The second one's.
    expected: { payment: 'verified', degraded: ['worker_unavailable'] },
  },
  {
    name: 'workers forbidden by CSP',
    html: ({ meta }) => pageOf(meta + tag()),
    headers: () => csp(...BASE, "script-src 'self'", "worker-src 'none'", "connect-src 'self'"),
    expected: without('worker_unavailable'),
  },
  {
    name: 'no blob:, all from the own origin',
    html: ({ meta }) => pageOf(meta + ortTag()),
    headers: () => csp(...OWN),
    expected: { ...VERIFIED, ort: 'ready' },
  },
  {
    name: 'connections forbidden by CSP, worker with the page’s policy',
    html: ({ meta }) => pageOf(meta + tag()),
    headers: () => csp(...BASE, "script-src 'self'", "worker-src 'self'"),
    routes: () => ({ '/tellsign/worker.js': altered('worker.js', '', csp("connect-src 'none'")) }),
    // The nonce of the page is spent by the first verdict, and nobody may ask for another.
    expected: { payment: 'missing', degraded: [] },
  },
];
