import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/contract/model.ts';
import { RELEASE_DATES } from '../../../train/export/release.ts';

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

describe('the shipped manifest', () => {
  const manifest: Manifest = JSON.parse(readFileSync('model/manifest.json', 'utf8'));

  it('ages 18 months after the release and ends 24 months after it', () => {
    expect([day(RELEASE_DATES.deprecated), day(RELEASE_DATES.exp)]).toEqual(['2028-05-28', '2028-11-28']);
    expect(manifest).toMatchObject(RELEASE_DATES);
  });

  it('has a floor under how average a visit may be, and says of how many', () => {
    expect(manifest.floor?.rms).toBeGreaterThan(10);
    expect(manifest.floor?.n).toBeGreaterThan(1000);
  });
});
