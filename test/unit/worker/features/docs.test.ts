import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeFeatures } from '../../../../tools/features.ts';

it('docs/features.md is what `npm run features` prints', async () => {
  const page = await readFile(new URL('../../../../docs/features.md', import.meta.url), 'utf8');
  expect(page).toBe(describeFeatures());
});
