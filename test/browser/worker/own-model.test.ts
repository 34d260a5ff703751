import { describe, expect, it } from 'vitest';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { Inspection } from '../../../src/contract/analyst.ts';
import type { Release } from '../../../src/contract/release.ts';
import type { Route } from '../../setup/site.ts';
import { openTabs } from '../../setup/tabs.ts';
import { DAY } from '../../unit/release/kit.ts';
import { type Delivery, deliver, key, stranger } from './delivery.ts';
import { ask, assess, launch, openStage, type Stage, startWorker } from './page.ts';

const tab = openTabs(launch);
interface Served {
  readonly stage: Stage;
  /** Names of the files that were fetched. */
  readonly asked: readonly string[];
}

/** A site that serves a release, whatever somebody made of it. */
async function onSite(
  { text, files }: Pick<Delivery, 'text' | 'files'>,
  act: (served: Served) => Promise<void>,
) {
  const asked: string[] = [];
  const serve =
    (name: string, body: Uint8Array | string): Route =>
    () => {
      asked.push(name);
      return new Response(body instanceof Uint8Array ? Uint8Array.from(body) : body);
    };
  const routes = Object.fromEntries([
    ['/models/stable.jws', serve('stable.jws', text)],
    ...[...files].map(([name, bytes]) => [`/models/${name}`, serve(name, bytes)]),
  ]);
  const stage = await openStage({ routes });
  try {
    await act({ stage, asked });
  } finally {
    await stage.stop();
  }
}

const start = ({ origin }: Stage, pins = `key=${key.id}&min=17`) =>
  startWorker(tab.page, origin, { modelUrl: `${origin}/models/stable.jws#${pins}` });

describe('a model of the site', () => {
  it('scores once it is verified, and onnxruntime-web runs its ONNX file', async () => {
    const delivery = await deliver();
    await onSite(delivery, async ({ stage, asked }) => {
      expect(await start(stage)).toMatchObject({ ok: true });
      const verdict = await assess(tab.page);
      expect(verdict).toMatchObject({ engine: 'exact', degraded: [] });
      expect(verdict.token).not.toBeNull();
      const { manifest, weights, onnx } = delivery.release.files;
      expect(asked).toEqual(['stable.jws', manifest.path, weights.path]);
      expect(await ask(tab.page, 'warm')).toEqual({ ok: true, value: 'ort-wasm' });
      expect(asked).toContain(onnx.path);
    });
  });

  it.each<[string, string, (delivery: Delivery) => Partial<Pick<Delivery, 'text' | 'files'>>, string?]>([
    [
      'signed by a stranger',
      'model_key',
      ({ release }) => ({ text: signRelease(release, stranger.privateKey) }),
    ],
    ['of a key that was rotated out', 'model_key', () => ({}), `key=${stranger.id}&min=17`],
    ['that nobody pinned', 'model_key', () => ({}), ''],
    ['rolled back', 'model_rollback', () => ({}), `key=${key.id}&min=18`],
    [
      'frozen',
      'model_expired',
      ({ release }) => ({ text: sign({ ...release, iat: release.iat - DAY, exp: release.iat }) }),
    ],
    [
      'of another channel',
      'model_channel',
      ({ release }) => ({ text: sign({ ...release, channel: 'canary' }) }),
    ],
    [
      'trained with other stroke trees',
      'model_unsupported',
      ({ release }) => ({ text: sign({ ...release, trees: '0'.repeat(64) }) }),
    ],
    [
      'with half of a signature',
      'model_malformed',
      ({ text }) => ({ text: text.slice(0, text.lastIndexOf('.') + 44) }),
    ],
    ['cut short', 'model_malformed', ({ text }) => ({ text: text.slice(0, -4) })],
    [
      'with a file that is far too long',
      'model_hash',
      ({ release, files }) => ({ files: endless(files, release.files.weights.path) }),
    ],
    [
      'mixed with another network',
      'model_hash',
      ({ release, files }) => ({ files: changed(files, release.files.weights.path) }),
    ],
  ])('%s is refused as %s: the shipped one scores, and says so', async (_, why, change, pins) => {
    const delivery = await deliver();
    await onSite({ ...delivery, ...change(delivery) }, async ({ stage }) => {
      const started = await start(stage, pins);
      expect(started).toEqual({ ok: false, code: 'model_refused', detail: why });
      const verdict = await assess(tab.page);
      expect(verdict.degraded).toEqual(['model_refused']);
      const paid = await stage.verifier.verify(verdict.token, { action: 'checkout', sid: stage.sid });
      expect(paid).toMatchObject({ ok: true, score: verdict.score });
      expect((await ask<Inspection>(tab.page, 'inspect')).modelDetail).toBe(why);
    });
  });

  it('of which a file is not deployed yet is asked for again by the next assessment', async () => {
    const { text, files, release } = await deliver();
    const served = new Map(files);
    const { path } = release.files.weights;
    const weights = served.get(path);
    const routes: Record<string, Route> = Object.fromEntries(
      [...served.keys()].map((name) => [
        `/models/${name}`,
        () => {
          const bytes = served.get(name);
          return bytes ? new Response(Uint8Array.from(bytes)) : new Response('', { status: 404 });
        },
      ]),
    );
    served.delete(path);
    const stage = await openStage({ routes: { ...routes, '/models/stable.jws': () => new Response(text) } });
    try {
      expect(await start(stage)).toMatchObject({ ok: false, code: 'model_unavailable' });
      served.set(path, weights ?? new Uint8Array());
      const verdict = await assess(tab.page);
      expect(verdict).toMatchObject({ degraded: [] });
      expect(verdict.score).not.toBeNull();
    } finally {
      await stage.stop();
    }
  });
});

const sign = (release: Release): string => signRelease(release, key.privateKey);

/** Longer than any file may be. */
const endless = (files: Delivery['files'], path: string) => new Map(files).set(path, new Uint8Array(2 ** 24));

function changed(files: Delivery['files'], path: string): Map<string, Uint8Array> {
  const bytes = files.get(path) ?? new Uint8Array();
  return new Map(files).set(path, bytes.with(99, (bytes[99] ?? 0) ^ 1));
}
