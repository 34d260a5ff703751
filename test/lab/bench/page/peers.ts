import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

/**
 * How each peer is started, as its own documentation has it. None reaches the network: the bench's browser
 * resolves no other host.
 */
const ENTRIES = {
  rrweb: `import { record } from 'rrweb'; const kept = []; record({ emit: (event) => { kept.push(event); } });`,
  castle: `import '@castleio/castle-js/dist/castle.browser.js';
    globalThis.Castle.configure({ pk: 'pk_${'a'.repeat(32)}' }); globalThis.Castle.createRequestToken().catch(() => {});`,
  pingone: `import { protect } from '@forgerock/protect';
    protect({ envId: '02fb4743-189a-4bc7-9d6c-a919edfe6447', behavioralDataCollection: true, disableHub: true }).start();`,
  botd: `import { load } from '@fingerprintjs/botd';
    load({ monitoring: false }).then((botd) => botd.detect()).catch(() => {});`,
  fingerprintjs: `import { load } from '@fingerprintjs/fingerprintjs';
    load({ monitoring: false }).then((agent) => agent.get()).catch(() => {});`,
} as const;

export type Peer = keyof typeof ENTRIES;
export const PEERS = Object.keys(ENTRIES) as Peer[];
/** Peers that read the browser once and no input: only their load is measured. */
export const AT_LOAD: readonly string[] = ['botd', 'fingerprintjs'] satisfies Peer[];

/** The peer with its start as one minified classic script. */
export async function bundlePeer(peer: Peer): Promise<string> {
  const entry = {
    name: 'entry',
    resolveId: (id: string) => (id === 'entry' ? id : null),
    load: (id: string) => (id === 'entry' ? ENTRIES[peer] : null),
  };
  const bundle = await rollup({
    input: 'entry',
    plugins: [entry, nodeResolve({ browser: true }), terser()],
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'peer', inlineDynamicImports: true });
  await bundle.close();
  return output[0].code;
}
