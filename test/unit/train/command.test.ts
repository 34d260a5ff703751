import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('npm run train', () => {
  it('names the recordings that are not there', () => {
    const env = { ...process.env, TELLSIGN_DATA: '/nowhere' };
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'train/index.ts'], {
      env,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('data_missing: /nowhere/train/sapimouse.ndjson.gz');
  });
});
