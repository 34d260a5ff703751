import fc from 'fast-check';
import { FEATURES, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';

/** Evidence that fits the schema: any values, any mask, biased towards many present features. */
export const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    values: fc.int8Array({ minLength: FEATURES.length, maxLength: FEATURES.length, min: -127, max: 127 }),
    missing: fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: FEATURES.length,
      maxLength: FEATURES.length,
    }),
    flags: fc.constantFrom(0, 1, 8, 9),
  })
  .map(({ values, missing, flags }) => {
    const mask = Uint8Array.from(missing, (value) => (value === 3 ? 1 : 0));
    return {
      schema: SCHEMA_ID,
      flags,
      values: values.map((value, i) => (mask[i] ? 0 : value)),
      missing: mask,
    };
  });
