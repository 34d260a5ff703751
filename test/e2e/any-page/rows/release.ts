import type { Route } from '../../../setup/site.ts';
import { pageOf, type Row, tag, VERIFIED, without } from '../row.ts';
import { altered, SHARED } from '../stage.ts';

/** The worker of another release: what it answers is of no use to this page. */
const STALE = `onmessage = ({ data }) => postMessage({
  id: data.id, type: 'RAW', value: data.path?.[0] === 'build' ? 'tellsign-0.0.9' : undefined });`;
const stale: Route = () =>
  new Response(STALE, {
    headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' },
  });

/** A service worker or CDN: it knows the file by its address, and another address is another file. */
const cached =
  (route: Route): Route =>
  (request) =>
    new URL(request.url).search === '' ? stale(request) : route(request);

/** Loader and worker of two releases. */
export const release: readonly Row[] = [
  {
    name: 'stale worker from a cache',
    html: ({ meta }) => pageOf(meta + tag()),
    routes: () => ({ '/tellsign/worker.js': cached(altered('worker.js', '')) }),
    expected: VERIFIED,
  },
  {
    name: 'stale worker from the cache of another origin',
    html: ({ meta, cdn }) => pageOf(meta + tag('', `${cdn}/shared`)),
    routes: () => ({ ...SHARED, '/shared/worker.js': cached(SHARED['/shared/worker.js'] ?? stale) }),
    expected: VERIFIED,
  },
  {
    name: 'stale worker, past the caches too',
    html: ({ meta }) => pageOf(meta + tag()),
    routes: () => ({ '/tellsign/worker.js': stale }),
    expected: without('worker_stale'),
  },
];
