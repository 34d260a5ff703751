import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Verdict } from 'tellsign';
import { createVerifier, memoryReplay, type Verifier } from 'tellsign/server';
import { loadModel, loadRelease, type Model, model } from 'tellsign/server/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runModel } from '../../../tools/model/run.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { pinOf } from '../../../train/export/pin.ts';
import { writeWeights } from '../../../train/export/weights.ts';
import { html, openSite, type Route, type Site } from '../../setup/site.ts';
import { manifestOf, schemaNetwork } from '../../unit/scoring/model.ts';
import { openVisit, type Visit } from '../browser.ts';

const SID = 'visitor';
let [folder, key] = ['', ''];
let visit: Visit;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tellsign-own-'));
  for (const seed of [1, 2]) await writeTrained(seed);
  ({ key } = await run('keys', 'create', at('model.pem')));
  visit = await openVisit();
});
afterAll(async () => {
  await visit.close();
  await rm(folder, { recursive: true });
});

/** A command of docs/own-model.md. */
async function run(...words: readonly string[]) {
  const { out, code } = await runModel([...words, '--json']);
  if (code !== 0) throw new Error(out);
  return JSON.parse(out);
}

/** What training writes, with random weights: a folder for each of two models. */
async function writeTrained(seed: number): Promise<void> {
  const network = schemaNetwork(seed);
  const onnx = Uint8Array.from(writeOnnx(network));
  const weights = Uint8Array.from(writeWeights(network));
  const manifest = { ...manifestOf(onnx, network), weights: { file: 'own.weights', ...pinOf(weights) } };
  await mkdir(at(`trained-${seed}`));
  await writeFile(at(`trained-${seed}/manifest.json`), JSON.stringify({ ...manifest, file: 'own.onnx' }));
  await writeFile(at(`trained-${seed}/own.onnx`), onnx);
  await writeFile(at(`trained-${seed}/own.weights`), weights);
}

const sign = (seed: number, version: number, ...more: readonly string[]) => {
  const from = at(`trained-${seed}`);
  const to = at('models');
  return run(
    'sign',
    '--from',
    from,
    '--to',
    to,
    '--key',
    at('model.pem'),
    '--version',
    String(version),
    ...more,
  );
};

/** As docs/model-supply.md loads it. */
async function loadOwn(channel: string, minVersion: number): Promise<Model> {
  const text = await readFile(at(`models/${channel}.jws`), 'utf8');
  const own = await loadRelease(text, {
    keys: [key],
    minVersion,
    channel,
    read: (path) => readFile(at(`models/${path}`)),
  });
  if (!own.ok) throw new Error(own.code);
  return own.value;
}

async function openBackend(own: readonly Model[]): Promise<Verifier> {
  const shipped = await loadModel(model.bytes, model.manifest);
  if (!shipped.ok) throw new Error(shipped.code);
  return createVerifier({
    audience: 'https://shop.example',
    keys: { nonce: [{ kid: 1, secret: randomBytes(32) }], binding: null },
    models: [...own, shipped.value],
    replay: memoryReplay({ allowSingleProcess: true }),
    ledger: null,
    nearDuplicates: null,
    actions: null,
  });
}

/** A shop whose page has this address of a model, or none; `act` gets what its backend says of a visit. */
async function inShop<T>(
  { pins, own }: { readonly pins: string | null; readonly own: readonly Model[] },
  act: (pay: () => Promise<Paid>) => Promise<T>,
): Promise<T> {
  const verifier = await openBackend(own);
  const attribute = pins === null ? '' : `data-model-url="/models/${pins}"`;
  const page = `<!doctype html><title>shop</title><form data-tellsign="checkout"><input></form><script src="/tellsign/tellsign.js" ${attribute}
    data-endpoint="/tellsign" defer></script>`;
  const names = ['stable.jws', 'canary.jws', ...own.flatMap(filesOf)];
  const serve =
    (name: string): Route =>
    async () => {
      const bytes = await readFile(at(`models/${name}`)).catch(() => null);
      return bytes ? new Response(Uint8Array.from(bytes)) : new Response('', { status: 404 });
    };
  const site = await openSite({
    '/': html(page),
    '/tellsign/nonce': async (request) => {
      const { op } = (await request.json()) as { op: string };
      return Response.json(await verifier.issueNonce({ action: op, sid: SID }));
    },
    ...Object.fromEntries(names.map((name) => [`/models/${name}`, serve(name)])),
  });
  try {
    return await act(() => pay(visit.page, site, verifier));
  } finally {
    await site.stop();
  }
}

function filesOf({ release }: Model): readonly string[] {
  return release ? Object.values(release.files).map(({ path }) => path) : [];
}

interface Paid {
  readonly verdict: Verdict;
  /** By which model, and with what score, as the backend reckoned it from what was signed. */
  readonly model: string;
  readonly score: number | null;
}

/** Types, asks for a verdict, and has it verified. */
async function pay(page: Page, { origin }: Site, verifier: Verifier): Promise<Paid> {
  await page.goto(origin);
  await page.locator('input').pressSequentially('a text of some keys', { delay: 20 });
  for (let i = 0; i < 12; i += 1)
    await page.mouse.move(100 + ((i * 397) % 900), 100 + ((i * 251) % 600), { steps: 25 });
  const verdict = await page.evaluate(() => window.tellsign?.assess({ action: 'checkout' }));
  if (!verdict) throw new Error('no verdict');
  const accepted = await verifier.verify(verdict.token ?? '', { action: 'checkout', sid: SID });
  if (!accepted.ok) throw new Error(accepted.code);
  expect(accepted.recomputed?.delta).toBe(0);
  // The visit was seen: without evidence every model answers with its prior.
  expect(accepted.evidence.missing).toContain(0);
  return { verdict, model: accepted.model, score: accepted.score };
}

const NONE = { pins: null, own: [] };

describe('a model of the site', () => {
  it('is watched on a channel, switched to, replaced and taken back, each verdict reckoned again', async () => {
    const shipped = (await inShop(NONE, (ask) => ask())).model;
    // Watched: pages with the canary's address score with it, the others with the shipped one.
    await sign(1, 2, '--min-version', '1', '--channel', 'canary');
    const canary = await loadOwn('canary', 1);
    const watched = { pins: `canary.jws#key=${key}&min=1&channel=canary`, own: [canary] };
    const paid = await inShop(watched, (ask) => ask());
    expect(paid).toMatchObject({ model: canary.id, score: paid.verdict.score, verdict: { degraded: [] } });
    expect(canary.id).not.toBe(shipped);
    expect((await inShop({ ...watched, pins: null }, (ask) => ask())).model).toBe(shipped);
    // Switched: every page.
    await sign(1, 2, '--min-version', '1');
    const first = await loadOwn('stable', 1);
    const pins = `stable.jws#key=${key}&min=1`;
    await inShop({ pins, own: [first] }, async (ask) => {
      expect((await ask()).model).toBe(first.id);
      // Replaced by a second one, which forbids the first.
      const before = await readFile(at('models/stable.jws'), 'utf8');
      await sign(2, 3);
      const second = await loadOwn('stable', 1);
      expect(second.id).not.toBe(first.id);
      await inShop({ pins, own: [second, first] }, async (askBoth) => {
        expect((await askBoth()).model).toBe(second.id);
        // A cache serves the first once more: refused, and the shipped one scores.
        await writeFile(at('models/stable.jws'), before);
        const refused = await askBoth();
        expect(refused).toMatchObject({ model: shipped, verdict: { degraded: ['model_refused'] } });
        // Taken back as the docs say: the first one's files under a higher version.
        await sign(1, 4);
        expect(await askBoth()).toMatchObject({ model: first.id, verdict: { degraded: [] } });
      });
    });
    // And without an address the shipped one scores.
    expect(await inShop({ pins: null, own: [first] }, (ask) => ask())).toMatchObject({
      model: shipped,
      verdict: { degraded: [] },
    });
  });
});
