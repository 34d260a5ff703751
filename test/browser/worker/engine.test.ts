import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/contract/analyst.ts';
import { TARGET_FOLDER } from '../../setup/build.ts';
import { openTabs } from '../../setup/tabs.ts';
import { ask, assess, launch, openStage, type Staging, startWorker } from './page.ts';

const tab = openTabs(launch);

async function onStage(staging: Staging, act: (origin: string) => Promise<void>): Promise<void> {
  const stage = await openStage(staging);
  try {
    await act(stage.origin);
  } finally {
    await stage.stop();
  }
}

const withoutWasm = async () => {
  const code = await readFile(join(TARGET_FOLDER, 'ort.js'), 'utf8');
  const headers = { 'content-type': 'text/javascript' };
  return new Response(`delete self.WebAssembly;\n${code}`, { headers });
};
const notFound = () => new Response('not found', { status: 404 });
const inspect = () => ask<Inspection>(tab.page, 'inspect');

describe('onnxruntime-web in the worker', () => {
  it('takes over, and says the same as the reference', async () => {
    await onStage({}, async (origin) => {
      await startWorker(tab.page, origin);
      const before = await assess(tab.page);
      expect(before.engine).toBe('exact');
      expect(await ask(tab.page, 'warm')).toEqual({ ok: true, value: 'ort-wasm' });
      const { score, logit, reasons, groups } = before;
      expect(await assess(tab.page)).toMatchObject({
        engine: 'ort-wasm',
        degraded: [],
        score,
        logit,
        reasons,
        groups,
      });
      expect(await inspect()).toMatchObject({ engine: 'ort-wasm', ort: 'ready', ortDetail: null });
    });
  });

  it.each([
    ['its script is missing', { routes: { '/tellsign/ort.js': notFound } }],
    ['its WebAssembly is missing', { routes: { '/tellsign/ort.wasm': notFound } }],
    ['WebAssembly is missing', { routes: { '/tellsign/ort.js': withoutWasm } }],
    ['no worker may start another', { prelude: 'delete self.Worker;' }],
  ])('leaves exact in charge when %s', async (_, staging) => {
    await onStage(staging, async (origin) => {
      await startWorker(tab.page, origin);
      expect(await ask(tab.page, 'warm')).toMatchObject({ ok: false, code: 'refused' });
      const verdict = await assess(tab.page);
      expect(verdict).toMatchObject({ engine: 'exact', degraded: [] });
      expect(verdict.token).not.toBeNull();
      expect(await inspect()).toMatchObject({ ort: 'refused', ortDetail: expect.stringMatching(/./) });
    });
  });

  it('waits, unless the site asks for it, until the reference has given a verdict', async () => {
    let fetched = 0;
    const count = async () => {
      fetched += 1;
      return new Response(new Uint8Array(await readFile(join(TARGET_FOLDER, 'ort.js'))), {
        headers: { 'content-type': 'text/javascript' },
      });
    };
    await onStage({ routes: { '/tellsign/ort.js': count } }, async (origin) => {
      await startWorker(tab.page, origin, { engine: 'auto' });
      const warming = ask(tab.page, 'warm');
      expect(fetched).toBe(0);
      expect(await assess(tab.page)).toMatchObject({ engine: 'exact' });
      expect(await warming).toEqual({ ok: true, value: 'ort-wasm' });
      expect(fetched).toBeGreaterThan(0);
      expect(await assess(tab.page)).toMatchObject({ engine: 'ort-wasm' });
    });
  });

  it('is not loaded for a visitor who saves data', async () => {
    const prelude = `Object.defineProperty(navigator, 'connection', { value: { saveData: true } });`;
    await onStage({ prelude }, async (origin) => {
      await startWorker(tab.page, origin, { engine: 'auto' });
      expect(await ask(tab.page, 'warm')).toMatchObject({ ok: false, detail: 'Save-Data' });
    });
  });
});
