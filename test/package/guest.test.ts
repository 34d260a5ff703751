import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { type OutputOptions, rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { useTellsign } from '../../src/react.ts';

const isBuilt = existsSync('dist/server.js');
/** What a page may load. */
const SHIPPED = ['tellsign.js', 'index.js', 'inline.js', 'react.js', 'worker.js', 'debug.js', 'ort.js'];
/**
 * What EasyPrivacy and the lists beside it look for in addresses, and what would be blocked with us if we
 * were named so.
 */
const LISTED =
  /finger-?print|tracker|tracking|telemetry|analytics|beacon|\/collect\b|\/pixel|\/log\?|\/event\?|\/stats?\b/i;

/**
 * A folder in which tellsign is installed. Inside its own folder a package resolves itself without what it
 * says of side effects.
 */
let site = '';
beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'tellsign-site-'));
  mkdirSync(join(site, 'node_modules'));
  symlinkSync(process.cwd(), join(site, 'node_modules/tellsign'), 'dir');
});
afterAll(() => {
  rmSync(site, { recursive: true });
});

/** What is left of a module with this text once a site's bundler has been over it. */
async function bundled(text: string, options: OutputOptions = { format: 'es' }): Promise<string> {
  const bundle = await rollup({
    input: 'site',
    plugins: [
      {
        name: 'site',
        resolveId: (id) => (id === 'site' ? join(site, 'site.js') : null),
        load: (id) => (id.endsWith('/site.js') ? text : null),
      },
      nodeResolve({ browser: true }),
      // What esbuild makes of it in other formats than ES modules.
      { name: 'no-meta', resolveImportMeta: () => (options.format === 'es' ? null : 'undefined') },
    ],
    external: ['react'],
    treeshake: { moduleSideEffects: 'no-external' },
    onwarn: () => {},
  });
  const { output } = await bundle.generate(options);
  await bundle.close();
  return output[0].code.trim();
}

const Checkout = ({ use }: { readonly use: typeof useTellsign }) =>
  createElement('p', null, String(use().client));

describe.skipIf(!isBuilt)('the package as a guest (needs dist)', () => {
  it.each(['tellsign', 'tellsign/inline', 'tellsign/react'])(
    'leaves nothing of an unused %s',
    async (name) => {
      expect(await bundled(`import '${name}';`)).toBe('');
      expect(await bundled(`import * as unused from '${name}'; export const used = 1;`)).toBe(
        'const used = 1;\n\nexport { used };',
      );
    },
  );

  it('gives a React app the client once, and nobody else the hook', async () => {
    const code = await bundled(
      `export { load } from 'tellsign'; export { useTellsign } from 'tellsign/react';`,
    );
    const once = readFileSync('dist/index.js').length + readFileSync('dist/react.js').length;
    expect(code.length).toBeLessThan(once * 1.2);
    expect(readFileSync('dist/react.js').length).toBeLessThan(1_000);
    for (const file of ['index.js', 'tellsign.js'])
      expect(readFileSync(`dist/${file}`, 'utf8')).not.toContain('useEffect');
  });

  it('renders on a server', async () => {
    const { useTellsign } = await import('tellsign/react');
    expect(renderToString(createElement(Checkout, { use: useTellsign }))).toBe('<p>null</p>');
  });

  it('answers on a server that there is no page', async () => {
    const { load } = await import('tellsign');
    const client = load({ endpoint: '/tellsign' });
    expect(await client.assess({ action: 'pay' })).toMatchObject({ level: 'unknown', token: null });
    client.destroy();
  });

  it('answers so from a bundle in CommonJS, which does not know where it lies', async () => {
    const text = `
      import { load } from 'tellsign';
      load().assess({ action: 'pay' }).then(({ level, token }) => console.log(level, token));`;
    const file = join(site, 'server.cjs');
    writeFileSync(file, await bundled(text, { format: 'cjs' }));
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe('unknown null\n');
  });

  it('has no file and no address of a name that filter lists block', () => {
    expect(readdirSync('dist', { recursive: true }).filter((name) => LISTED.test(String(name)))).toEqual([]);
    for (const file of SHIPPED.filter((name) => name !== 'ort.js')) {
      const text = readFileSync(`dist/${file}`, 'utf8');
      expect([file, LISTED.exec(text)?.[0]]).toEqual([file, undefined]);
    }
  });

  it('knows no address on the network but those it is given', () => {
    const known = SHIPPED.flatMap((file) =>
      [...readFileSync(`dist/${file}`, 'utf8').matchAll(/\b(?:https?|wss?):\/\/[^\s"'`)\\]+/g)].map(
        ([url]) => `${file} ${url}`,
      ),
    );
    // In the words of a warning of onnxruntime-web's.
    expect(known).toEqual(['ort.js https://web.dev/cross-origin-isolation-guide/']);
    for (const file of SHIPPED) expect(readFileSync(`dist/${file}`, 'utf8')).not.toContain('sendBeacon');
  });
});
