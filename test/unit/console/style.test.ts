import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { icon } from '../../../src/console/assets/icon.ts';
import { keys } from '../../../src/console/assets/keys.ts';
import { style } from '../../../src/console/assets/style.ts';

/** Colours of a scheme by name. */
function coloursOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
const [light = '', dark = ''] = style.split('@media (prefers-color-scheme: dark)');
const SCHEMES = { light: coloursOf(light), dark: coloursOf(dark) };

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

describe('the style sheet', () => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'card'],
    ['ink', 'sand'],
    ['soft', 'paper'],
    ['soft', 'card'],
    ['accent-ink', 'accent'],
    ['risk', 'card'],
    ['risk', 'risk-pale'],
    ['trust', 'card'],
    ['trust', 'trust-pale'],
    ['wait', 'wait-pale'],
    ['audit', 'audit-pale'],
    ['audit', 'paper'],
  ])('has %s readable on %s in both schemes', (ink, paper) => {
    for (const colours of Object.values(SCHEMES))
      expect(contrast(colours.get(ink) ?? '', colours.get(paper) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it('uses only names that it defines', () => {
    const defined = new Set([...style.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
    const used = [...style.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });

  it('loads nothing of other sites', () => {
    expect(style + keys).not.toMatch(/https?:|@import/);
    expect(icon.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script/);
  });
});

describe('the key handler', () => {
  it('is a script, and short', () => {
    expect(() => new Script(keys)).not.toThrow();
    expect(keys.split('\n').length).toBeLessThanOrEqual(70);
  });
});
