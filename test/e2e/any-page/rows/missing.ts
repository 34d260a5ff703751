import { ortTag, pageOf, type Row, tag, VERIFIED, without } from '../row.ts';
import { altered } from '../stage.ts';

/** What a browser may lack or refuse. Workers have globals of their own, so it is taken from theirs. */
export const missing: readonly Row[] = [
  {
    name: 'no WebAssembly',
    html: ({ meta }) => pageOf(meta + ortTag()),
    routes: () => ({ '/tellsign/ort.js': altered('ort.js', 'delete self.WebAssembly;') }),
    expected: { ...VERIFIED, ort: 'refused' },
  },
  {
    name: 'no Worker',
    html: ({ meta }) => pageOf(meta + tag()),
    before: () => {
      Reflect.deleteProperty(window, 'Worker');
    },
    expected: without('worker_unavailable'),
  },
  {
    name: 'no IndexedDB',
    html: ({ meta }) => pageOf(meta + tag()),
    routes: () => ({
      '/tellsign/worker.js': altered(
        'worker.js',
        'delete self.indexedDB; delete WorkerGlobalScope.prototype.indexedDB;',
      ),
    }),
    expected: { payment: 'verified', degraded: ['key_ephemeral'] },
  },
  {
    name: 'no WebCrypto',
    html: ({ meta }) => pageOf(meta + tag()),
    routes: () => ({
      '/tellsign/worker.js': altered(
        'worker.js',
        "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });",
      ),
    }),
    expected: without('sign_unavailable'),
  },
  {
    name: 'an old browser: no idle callback, coalesced events, Navigation API, requestSubmit, AbortSignal.timeout',
    html: ({ meta }) => pageOf(meta + tag()),
    before: () => {
      for (const name of ['requestIdleCallback', 'onpointerrawupdate', 'navigation', 'reportError'])
        Reflect.deleteProperty(window, name);
      Reflect.deleteProperty(PointerEvent.prototype, 'getCoalescedEvents');
      Reflect.deleteProperty(HTMLFormElement.prototype, 'requestSubmit');
      Reflect.deleteProperty(Navigator.prototype, 'scheduling');
      Reflect.deleteProperty(AbortSignal, 'timeout');
    },
    expected: VERIFIED,
  },
];
