import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FEATURES, SCHEMA_ID } from '../../../../src/contract/features/index.ts';
import { REFERENCE } from '../../../../src/decide/alignment/reference.ts';

describe('the people that a site is aligned to', () => {
  it('are those of the shipped model; another one needs `npm run lab -- alignment --reference`', () => {
    const file = readFileSync(new URL('../../../../model/tellsign.onnx', import.meta.url));
    const id = createHash('sha256').update(file).digest().subarray(0, 16).toString('base64url');
    expect(REFERENCE.model).toBe(id);
    expect(REFERENCE.schema).toBe(SCHEMA_ID);
  });

  it('have a measure of movement and rhythm, and none of how events were delivered', () => {
    expect(REFERENCE.features).toHaveLength(FEATURES.length);
    const named = FEATURES.map(({ name }, index) => [name, REFERENCE.features[index]] as const);
    for (const [name, measure] of named) if (/untrusted|coalesced/.test(name)) expect(measure).toBeNull();
    expect(named.filter(([, measure]) => measure !== null).length).toBeGreaterThan(40);
  });
});
