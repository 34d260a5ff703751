import { readFile } from 'node:fs/promises';
import binaryen from 'binaryen';

const SOURCE = 'src/server/model/coalitions.wat';
const { Features } = binaryen;

/** The kernel that computes coalitions (`coalitions.wat`), as WebAssembly. */
export async function compileKernel() {
  const module = binaryen.parseText(await readFile(SOURCE, 'utf8'));
  module.setFeatures(Features.SIMD128 | Features.NontrappingFPToInt);
  if (!module.validate()) throw new Error(`${SOURCE} is no valid WebAssembly`);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  module.optimize();
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

/** `import { kernel } from 'virtual:kernel'`: the same in base64url, for the backend's file of models. */
export function kernelModule() {
  const resolved = '\0virtual:kernel';
  return {
    name: 'kernel-module',
    resolveId: (source) => (source === 'virtual:kernel' ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      this.addWatchFile(SOURCE);
      const bytes = await compileKernel();
      return `export const kernel = ${JSON.stringify(Buffer.from(bytes).toString('base64url'))};`;
    },
  };
}
