import { csp, ortTag, pageOf, type Row, tag, VERIFIED, type World, without } from '../row.ts';
import { altered, SHARED } from '../stage.ts';

const BLOB = (world: World) =>
  csp(
    "default-src 'none'",
    "form-action 'self'",
    `script-src ${world.origin} ${world.cdn} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `connect-src 'self' ${world.cdn}`,
  );
const checked = ({ integrity }: World) =>
  `integrity="${integrity['tellsign.js']}" crossorigin data-worker-integrity="${integrity['worker.js']}"`;
/** The runtime too, which is run from a blob then. */
const RUNTIME = (world: World) => ({
  'content-security-policy': BLOB(world)['content-security-policy'].replace('script-src', 'script-src blob:'),
});
const checkedRuntime = (world: World) =>
  `${checked(world)} data-ort-integrity="${world.integrity['ort.js']}"`;
const OTHER = 'self.extra = 1;';
const shared = (file: string) => ({ ...SHARED, [`/shared/${file}`]: foreign(altered(file, OTHER)) });
const foreign =
  (route: ReturnType<typeof altered>): ReturnType<typeof altered> =>
  async (request) => {
    const response = await route(request);
    response.headers.set('access-control-allow-origin', '*');
    return response;
  };

/** The SDK from another origin, and subresource integrity. */
export const origin: readonly Row[] = [
  {
    name: 'another origin, no policy',
    html: ({ meta, cdn }) => pageOf(meta + ortTag('', `${cdn}/shared`)),
    routes: () => SHARED,
    expected: { ...VERIFIED, ort: 'ready' },
  },
  {
    name: 'another origin, CSP with worker-src blob:, all checked by integrity',
    html: (world) => pageOf(world.meta + ortTag(checked(world), `${world.cdn}/shared`)),
    headers: BLOB,
    routes: () => SHARED,
    expected: { ...VERIFIED, ort: 'ready' },
  },
  {
    name: 'another origin, no blob: allowed',
    html: ({ meta, cdn }) => pageOf(meta + tag('', `${cdn}/shared`)),
    headers: ({ cdn }) => csp(`script-src ${cdn}`, "worker-src 'self'", `connect-src 'self' ${cdn}`),
    routes: () => SHARED,
    expected: without('worker_unavailable'),
  },
  {
    name: 'another origin that does not share its files (no CORS)',
    html: ({ meta, cdn }) => pageOf(meta + tag('', `${cdn}/tellsign`)),
    expected: without('worker_unavailable'),
  },
  {
    name: 'own origin, script and worker checked by integrity',
    html: (world) => pageOf(world.meta + tag(checked(world))),
    headers: () => csp("script-src 'self'", 'worker-src blob:', "connect-src 'self'"),
    expected: VERIFIED,
  },
  {
    name: 'integrity: another script',
    html: (world) => pageOf(world.meta + tag(checked(world), `${world.cdn}/shared`)),
    routes: () => shared('tellsign.js'),
    expected: without('no client'),
  },
  {
    name: 'integrity: another worker',
    html: (world) => pageOf(world.meta + tag(checked(world), `${world.cdn}/shared`)),
    routes: () => shared('worker.js'),
    expected: without('worker_unavailable'),
  },
  {
    name: 'integrity: another worker, own origin',
    html: (world) => pageOf(world.meta + tag(checked(world))),
    routes: () => ({ '/tellsign/worker.js': altered('worker.js', OTHER) }),
    expected: without('worker_unavailable'),
  },
  {
    name: 'onnxruntime-web checked by integrity too, script-src blob:',
    html: (world) => pageOf(world.meta + ortTag(checkedRuntime(world), `${world.cdn}/shared`)),
    headers: RUNTIME,
    routes: () => SHARED,
    expected: { ...VERIFIED, ort: 'ready' },
  },
  {
    name: 'the same without script-src blob:',
    html: (world) => pageOf(world.meta + ortTag(checkedRuntime(world), `${world.cdn}/shared`)),
    headers: BLOB,
    routes: () => SHARED,
    expected: { ...VERIFIED, ort: 'refused' },
  },
  {
    name: 'integrity: another onnxruntime-web',
    html: (world) => pageOf(world.meta + ortTag(checkedRuntime(world), `${world.cdn}/shared`)),
    headers: RUNTIME,
    routes: () => shared('ort.js'),
    expected: { ...VERIFIED, ort: 'refused' },
  },
  {
    name: 'integrity: another WebAssembly',
    html: ({ meta }) => pageOf(meta + ortTag()),
    routes: () => ({ '/tellsign/ort.wasm': altered('ort.wasm', OTHER) }),
    expected: { ...VERIFIED, ort: 'refused' },
  },
];
