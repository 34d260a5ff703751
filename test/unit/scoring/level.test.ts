import { describe, expect, it } from 'vitest';
import type { GroupName } from '../../../src/contract/features/index.ts';
import type { Manifest } from '../../../src/contract/model.ts';
import { calibrate } from '../../../src/scoring/calibrate.ts';
import { MIN_FEATURES, toLevel } from '../../../src/scoring/level.ts';
import { manifestOf, schemaNetwork } from './model.ts';

/** Thresholds at logits 0 and 2. */
const manifest: Manifest = {
  ...manifestOf(new Uint8Array(), schemaNetwork(1, [])),
  bias: 0,
  thresholds: { medium: 0.5, high: calibrate(2, { slope: 1, intercept: 0 }), source: 'a table' },
};

function level(
  groups: Partial<Record<GroupName, number>>,
  { present = 20, scripted = false, pressed = false } = {},
) {
  const contributions = new Map(Object.entries(groups) as [GroupName, number][]);
  const logit = [...contributions.values()].reduce((sum, value) => sum + value, 0);
  return toLevel({ logit, contributions, present, scripted, pressed }, manifest);
}

describe('toLevel', () => {
  it('follows the thresholds, each included', () => {
    expect(level({ path: -0.25 })).toBe('low');
    expect(level({ path: -1.6, keys: 1 })).toBe('low');
    expect(level({ path: 0 })).toBe('medium');
    expect(level({ path: 1.9 })).toBe('medium');
    expect(level({ path: 2 })).toBe('high');
  });

  it('is unknown without groups, and for suspicion from thin evidence, however extreme', () => {
    expect(level({}, { present: 0 })).toBe('unknown');
    expect(level({ path: 50 }, { present: MIN_FEATURES - 1 })).toBe('unknown');
    expect(level({ path: 50 }, { present: MIN_FEATURES })).toBe('high');
  });

  it('is unknown where too little speaks for a person, however many features are present', () => {
    expect(level({ path: -0.2 })).toBe('unknown');
    expect(level({ path: -0.2, keys: 0.1, pointer_delivery: 0.05 }, { present: 50 })).toBe('unknown');
    expect(level({ path: -0.15, keys: -0.4 })).toBe('low');
  });

  it('wants more for a person the more was seen of movement and rhythm', () => {
    expect(level({ path: -0.3 })).toBe('low');
    expect(level({ path: -0.3, motion: 0 })).toBe('unknown');
    expect(level({ path: -0.3, motion: -0.2 })).toBe('low');
    expect(level({ path: -0.5, motion: -0.2, stroke_model: 0.5, keys: -1.5, key_profile: 0.4 })).toBe('low');
    expect(
      level({
        path: 0.5,
        motion: 0.3,
        stroke_model: -1.3,
        keys: -1.5,
        key_profile: 0.4,
        pointer_delivery: 0.4,
      }),
    ).toBe('unknown');
  });

  it.each([
    'text_entry',
    'scroll',
    'pointer_delivery',
    'click',
    'flow',
    'familiarity',
    'typing',
    'pointer_jump',
  ] as const)('counts nothing that %s says towards low', (group) => {
    expect(level({ [group]: -8 })).toBe('unknown');
    expect(level({ [group]: -8, path: -0.2 })).toBe('unknown');
    expect(level({ [group]: 0.1, path: -0.2 })).toBe('unknown');
    expect(level({ [group]: 0.1, path: -0.4 })).toBe('low');
  });

  it('counts what any group but text entry says against low', () => {
    expect(level({ path: -1, pointer_delivery: 0.8 })).toBe('unknown');
    expect(level({ path: -3, text_entry: 2.6 })).toBe('low');
  });

  it('takes typing for no voucher where a field got its text otherwise', () => {
    expect(level({ keys: -2 })).toBe('low');
    expect(level({ keys: -2, text_entry: 1.5 })).toBe('unknown');
    expect(level({ keys: -2, text_entry: 1.5, path: -0.2 })).toBe('unknown');
    expect(level({ keys: -2, text_entry: 1.5, path: -0.5 })).toBe('low');
  });

  it('takes typing for no voucher where presses entered the fields and no movement speaks for a person', () => {
    expect(level({ keys: -2 }, { pressed: true })).toBe('unknown');
    expect(level({ keys: -2, path: 0.1 }, { pressed: true })).toBe('unknown');
    expect(level({ keys: -2, path: -0.1 }, { pressed: true })).toBe('low');
  });

  it('takes presses and text that code in the page made for two opinions', () => {
    expect(level({ pointer_delivery: 2, text_entry: 1 })).toBe('high');
    expect(level({ pointer_delivery: 2.5, text_entry: 1, path: -1.2 })).toBe('medium');
    expect(level({ pointer_delivery: 2.5, text_entry: 1, path: -1.2 }, { scripted: true })).toBe('high');
    expect(level({ pointer_delivery: 1, text_entry: 0.5 }, { scripted: true })).toBe('medium');
  });

  it('lets no group of how events arrived make a high by itself', () => {
    expect(level({ pointer_delivery: 8 })).toBe('medium');
    expect(level({ text_entry: 8 })).toBe('unknown');
    expect(level({ text_entry: 8, keys: -1 })).toBe('unknown');
    expect(level({ text_entry: 8, flow: 0.5 })).toBe('unknown');
    expect(level({ text_entry: 8, flow: 1 })).toBe('high');
    expect(level({ pointer_delivery: 8, path: -1 })).toBe('medium');
    expect(level({ pointer_delivery: 8, text_entry: -1, keys: -0.5 })).toBe('medium');
  });

  it('lets two such groups agree, or one beside movement or rhythm', () => {
    expect(level({ pointer_delivery: 4, text_entry: 1 })).toBe('high');
    expect(level({ pointer_delivery: 8, path: 0.5 })).toBe('high');
    expect(level({ path: 3 })).toBe('high');
    expect(level({ keys: 3, pointer_delivery: -0.5 })).toBe('high');
  });
});
