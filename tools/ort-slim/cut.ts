import binaryen, { read } from './binaryen.ts';
import { cutFunctions, cutSites } from './instrument.ts';
import { withKernels } from './kernels.ts';
import { type Profile, sha256, unpackSet } from './profile.ts';
import { deadTexts } from './strings.ts';
import { readWasm, type WasmFile } from './wasm-file.ts';

/**
 * Cheap passes that tidy up what the cuts left. Inlining and moving arguments take minutes on this file and
 * save 3 %.
 */
const PASSES = [
  'duplicate-function-elimination',
  'remove-unused-module-elements',
  'dce',
  'remove-unused-names',
  'remove-unused-brs',
  'remove-unused-names',
  'merge-blocks',
  'vacuum',
  'optimize-instructions',
  'pick-load-signs',
  'precompute',
  'simplify-locals-nostructure',
  'vacuum',
  'reorder-locals',
  'remove-unused-brs',
  'coalesce-locals',
  'simplify-locals',
  'vacuum',
  'reorder-locals',
  'merge-blocks',
  'remove-unused-brs',
  'remove-unused-names',
  'merge-blocks',
  'precompute',
  'optimize-instructions',
  'vacuum',
  'rse',
  'coalesce-locals',
  'reorder-locals',
  'vacuum',
  'duplicate-function-elimination',
  'simplify-globals',
  'remove-unused-module-elements',
];

/**
 * The source with a trap wherever the profile saw nothing run, without the kernels nobody needs and without
 * texts that nothing can read any more. The same bytes every time.
 */
export function slim(source: Uint8Array, profile: Profile): Uint8Array {
  if (sha256(source) !== profile.sha256)
    throw new Error(
      'the profile was taken of another onnxruntime-web: npx tsx tools/ort-slim/index.ts takes a new one',
    );
  const file = readWasm(source);
  const module = read(withKernels(file, new Set(profile.kernels)));
  const functions = unpackSet(profile.functions);
  cutSites(module, functions, unpackSet(profile.sites));
  cutFunctions(module, functions);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  module.runPasses(PASSES);
  const cut = module.emitBinary();
  module.dispose();
  return withoutDeadTexts(file, cut);
}

/** Binaryen leaves the data segments as they are, elsewhere in the file. */
function withoutDeadTexts(file: WasmFile, cut: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(cut);
  const { segments } = readWasm(bytes);
  const texts = deadTexts(file, readWasm(cut));
  file.segments.forEach(({ at, length }, index) => {
    const moved = segments[index];
    if (moved?.length !== length) throw new Error('Binaryen has changed the data');
    for (const [start, end] of texts) {
      if (start >= at && end <= at + length) bytes.fill(0, start - at + moved.at, end - at + moved.at);
    }
  });
  return bytes;
}
