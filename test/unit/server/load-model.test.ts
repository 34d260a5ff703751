import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/server/model/load.ts';
import { MANIFEST, MODEL_BYTES } from '../worker/fakes.ts';

const padded = Uint8Array.from([1, 2, ...MODEL_BYTES, 3]);
const shared = new Uint8Array(new SharedArrayBuffer(MODEL_BYTES.length));
shared.set(MODEL_BYTES);

describe('loadModel', () => {
  it.each([
    ['a Uint8Array', MODEL_BYTES],
    ['a Buffer', Buffer.from(MODEL_BYTES)],
    ['an ArrayBuffer', MODEL_BYTES.buffer],
    ['a DataView inside a longer buffer', new DataView(padded.buffer, 2, MODEL_BYTES.length)],
    ['a view of a shared buffer', shared],
    ['a shared buffer', shared.buffer],
  ])('takes %s', async (_, bytes) => {
    expect(await loadModel(bytes, MANIFEST)).toMatchObject({ ok: true });
  });

  it.each([[undefined], [null], ['text'], [12], [{ length: 3 }], [[1, 2, 3]]])(
    'refuses %s without a throw',
    async (bytes) => {
      expect(await loadModel(bytes as unknown as ArrayBuffer, MANIFEST)).toEqual({
        ok: false,
        code: 'model_malformed',
        detail: 'bytes',
      });
    },
  );

  it.each([
    ['without', undefined],
    ['with a broken', { rms: 0, n: 3 }],
  ])('refuses a manifest %s floor: no evidence would be too average', async (_, floor) => {
    const { floor: __, ...rest } = MANIFEST;
    const manifest = floor === undefined ? rest : { ...rest, floor };
    expect(await loadModel(MODEL_BYTES, manifest)).toEqual({
      ok: false,
      code: 'model_malformed',
      detail: 'manifest: floor',
    });
  });

  it('checks a copy: what the caller changes afterwards is not used', async () => {
    const bytes = MODEL_BYTES.slice();
    const loading = loadModel(bytes, MANIFEST);
    bytes.fill(0);
    expect(await loading).toMatchObject({ ok: true });
  });
});
