import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe.skipIf(!existsSync('dist/server/model.js'))('the model as a module (needs dist)', () => {
  it('holds the shipped files, and loadModel accepts them', async () => {
    const { loadModel, model } = await import('tellsign/server/model');
    expect(Buffer.from(model.bytes).equals(readFileSync('dist/model.onnx'))).toBe(true);
    expect(model.manifest).toEqual(JSON.parse(readFileSync('dist/manifest.json', 'utf8')));
    expect(await loadModel(model.bytes, model.manifest)).toMatchObject({ ok: true });
  });

  it('gives every caller bytes of its own', async () => {
    const { model } = await import('tellsign/server/model');
    model.bytes.fill(0);
    expect(model.bytes.some((byte) => byte !== 0)).toBe(true);
  });
});
