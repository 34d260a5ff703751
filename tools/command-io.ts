import { readFile } from 'node:fs/promises';
import type { Io } from '../src/cli/command.ts';
import { importPackage } from '../src/cli/import-package.ts';
import { readStdin } from '../src/cli/read-stdin.ts';
import { loadModel } from '../src/server/model/model.ts';
import { openRelease } from '../src/server/model/release.ts';
import { STROKE_TREES } from '../worker/features/stroke/trees-data.ts';

/** What a command of `npx tellsign` may use of the world, where it runs from its sources. */
export const commandIo = ({ print, complain }: Pick<Io, 'print' | 'complain'>): Io => ({
  ...{
    cwd: process.cwd(),
    env: process.env,
    dist: 'dist',
    now: Date.now,
    readStdin: () => readStdin(),
    fetch,
    print,
    complain,
  },
  async loadModel() {
    const [onnx, manifest] = await Promise.all([
      readFile('model/tellsign.onnx'),
      readFile('model/manifest.json', 'utf8'),
    ]);
    const loaded = await loadModel(onnx, JSON.parse(manifest));
    if (!loaded.ok) throw new Error(loaded.code);
    return loaded.value;
  },
  loadServerModel: async () => ({
    loadModel,
    loadRelease: (text, options) => openRelease(text, { ...options, load: loadModel }),
  }),
  strokeTrees: JSON.stringify(STROKE_TREES),
  importPackage: (name) => importPackage(name, process.cwd()),
  loadApp: async () => ({}),
});
