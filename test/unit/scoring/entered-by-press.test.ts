import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/contract/features/index.ts';
import { isEnteredByPress } from '../../../src/scoring/entered-by-press.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import { quantise } from '../../../src/scoring/quantise.ts';

let model: Model;
beforeAll(async () => {
  const manifest: unknown = JSON.parse(await readFile('model/manifest.json', 'utf8'));
  const loaded = await loadModel(await readFile('model/tellsign.onnx'), manifest);
  if (!loaded.ok) throw new Error(loaded.code);
  model = loaded.value;
});

describe('fields', () => {
  it.each([
    ['all entered by key', 1, false],
    ['entered by key but for a slip', 0.9, false],
    ['entered by Tab and by presses', 0.5, true],
    ['all entered by presses', 0, true],
    ['entered by nothing that is known', null, false],
  ] as const)('%s', (_name, share, pressed) => {
    const evidence = quantise(
      FEATURES.map(({ name }) => ({ value: share ?? 0, valid: share !== null && name === 'flow.tab_share' })),
      model.manifest,
    );
    expect(isEnteredByPress(evidence, model.manifest)).toBe(pressed);
  });
});
