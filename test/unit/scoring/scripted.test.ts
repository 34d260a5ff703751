import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES, type FeatureName } from '../../../src/contract/features/index.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import { type Evidence, quantise } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { isScripted } from '../../../src/scoring/scripted.ts';

let model: Model;
beforeAll(async () => {
  const manifest: unknown = JSON.parse(await readFile('model/manifest.json', 'utf8'));
  const loaded = await loadModel(await readFile('model/tellsign.onnx'), manifest);
  if (!loaded.ok) throw new Error(loaded.code);
  model = loaded.value;
});

type Values = Partial<Record<FeatureName, number>>;

const evidenceOf = (values: Values): Evidence =>
  quantise(
    FEATURES.map(({ name }) => ({ value: values[name] ?? 0, valid: name in values })),
    model.manifest,
  );

/** A fill of two fields: text at once, by untrusted events. */
const FILL: Values = {
  'text_entry.bulk_share': 1,
  'text_entry.keyless_share': 1,
  'text_entry.untrusted_share': 1,
  'text_entry.pasted_share': 0,
  'text_entry.autofill_share': 0,
};
const PRESS: Values = { 'pointer_delivery.untrusted_share': 1 };

describe('presses and text', () => {
  it.each<readonly [string, boolean, Values]>([
    ['both made by code in the page', true, { ...FILL, ...PRESS }],
    ['keys made by it, too', true, { ...FILL, ...PRESS, 'typing.untrusted_share': 1 }],
    ['a person’s key beside them', false, { ...FILL, ...PRESS, 'typing.untrusted_share': 0 }],
    ['a manager’s fill and no press', false, FILL],
    ['a manager’s fill beside a person’s moves', false, { ...FILL, 'pointer_delivery.untrusted_share': 0.2 }],
    ['text that the browser vouches for', false, { ...FILL, ...PRESS, 'text_entry.untrusted_share': 0 }],
    ['presses alone', false, PRESS],
  ])('%s: %s', (_name, scripted, values) => {
    expect(isScripted(evidenceOf(values), model.manifest)).toBe(scripted);
  });

  it('are high without anything else where code in the page made both', () => {
    expect(scoreEvidence(model, evidenceOf({ ...FILL, ...PRESS })).level).toBe('high');
    expect(scoreEvidence(model, evidenceOf({ ...FILL, ...PRESS, 'typing.untrusted_share': 0 })).level).toBe(
      'medium',
    );
    expect(scoreEvidence(model, evidenceOf(FILL)).level).not.toBe('high');
  });

  it('in a manager’s fill alone are unknown, whatever autofill adds', () => {
    expect(scoreEvidence(model, evidenceOf({ ...FILL, 'text_entry.burst_share': 1 })).level).toBe('unknown');
    const filled = {
      'text_entry.bulk_share': 0,
      'text_entry.keyless_share': 0,
      'text_entry.untrusted_share': 0,
      'text_entry.pasted_share': 0,
      'text_entry.autofill_share': 1,
      'text_entry.silent_share': 0,
    };
    expect(scoreEvidence(model, evidenceOf(filled)).level).toBe('unknown');
  });
});
