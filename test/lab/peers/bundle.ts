import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import ts from 'typescript';

/** The peers and the page script that runs them, as one classic script. */
export async function bundlePeers(): Promise<string> {
  const bundle = await rollup({
    input: fileURLToPath(new URL('./client/detect.ts', import.meta.url)),
    plugins: [
      resolve({ browser: true }),
      {
        name: 'types-off',
        transform: (code, id) => (id.endsWith('.ts') ? transpile(code) : null),
      },
    ],
    onwarn: () => undefined,
  });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code;
}

function transpile(code: string) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return { code: ts.transpileModule(code, { compilerOptions }).outputText, map: null };
}
