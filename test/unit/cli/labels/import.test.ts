import { expect, it } from 'vitest';
import { recordsOf } from '../../../../src/cli/csv/read.ts';
import { importLabels } from '../../../../src/cli/labels/import.ts';
import { createReadTime } from '../../../../src/cli/labels/time.ts';
import { memoryRecords } from '../../../../src/decide/index.ts';
import { door, openShop, testImport } from './import-suite.ts';

testImport(async () => memoryRecords());

it('an import of twenty thousand lines holds none of them', async () => {
  const { records } = await openShop(memoryRecords());
  let ahead = 0;
  async function* lines() {
    yield { number: 1, text: 'decision,at,reason,note' };
    for (let number = 2; number <= 20_001; number++) {
      ahead++;
      yield { number, text: `none-${number},2026-11-25,fraud,${'x'.repeat(100)}` };
    }
  }
  let most = 0;
  const report = await importLabels(recordsOf(lines()), {
    ...{
      records,
      doors: [door],
      nowMs: Date.now(),
      by: 'bank',
      named: new Map(),
      readTime: createReadTime({ zone: 'UTC' }),
    },
    onBad: () => undefined,
    onProgress(done) {
      most = Math.max(most, ahead - done);
    },
  });
  expect(report).toMatchObject({ lines: 20_000, refused: 20_000 });
  expect(most).toBeLessThanOrEqual(1);
});
