import { describe, expect, it } from 'vitest';
import { FEATURES, MEMBERS, SCHEMA_ID } from '../../../../src/contract/features/index.ts';
import { MODALITIES, SCHEMA, SUBSETS } from '../../../../src/decide/campaign/modalities.ts';

describe('MODALITIES', () => {
  it('names the features of these groups, of this schema', () => {
    expect(SCHEMA).toEqual({ id: SCHEMA_ID, features: FEATURES.length });
    expect(MODALITIES).toEqual({
      typing: [...MEMBERS.keys, ...MEMBERS.typing, ...MEMBERS.key_profile],
      pointer: [...MEMBERS.path, ...MEMBERS.motion, ...MEMBERS.stroke_model, ...MEMBERS.pointer_jump],
      touch: [...MEMBERS.touch, ...MEMBERS.swipe],
    });
  });
});

describe('SUBSETS', () => {
  it('has all features first, then sets of different ones of the same modality', () => {
    for (const modality of ['typing', 'pointer', 'touch'] as const) {
      const [all, ...drawn] = SUBSETS[modality];
      expect(all).toEqual(MODALITIES[modality]);
      for (const subset of drawn) {
        expect(new Set(subset).size).toBe(subset.length);
        expect(MODALITIES[modality]).toEqual(expect.arrayContaining([...subset]));
      }
    }
  });
});
