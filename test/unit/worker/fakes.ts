import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { AnalystConfig, AssessRequest } from '../../../src/contract/analyst.ts';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { CHANNELS } from '../../../src/contract/event.ts';
import type { NonceResponse } from '../../../src/contract/protocol.ts';
import type { Release } from '../../../src/contract/release.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { encodeRows } from '../../../src/wire/encode-rows.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { pinOf } from '../../../train/export/pin.ts';
import { writeWeights } from '../../../train/export/weights.ts';
import type { AnalystDeps } from '../../../worker/deps.ts';
import { fetchOwn } from '../../../worker/score/own/fetch-own.ts';
import { createDeviceKey } from '../../../worker/sign/device-key.ts';
import { createSigningKey, DAY, ISSUED, TREES, TREES_HASH } from '../release/kit.ts';
import { manifestOf, schemaNetwork } from '../scoring/model.ts';

const network = schemaNetwork(11);
export const MODEL_BYTES = Uint8Array.from(writeOnnx(network));
export const WEIGHTS = Uint8Array.from(writeWeights(network));
export const MANIFEST = {
  ...manifestOf(MODEL_BYTES, network),
  weights: { file: 'random.weights', ...pinOf(WEIGHTS) },
};
export const ENDPOINT = 'https://shop.example/tellsign';
/** A site's own model: the signed manifest, and the files that it names. */
const SIGNED_URL = 'https://shop.example/own/stable.jws';
const SETTINGS_URL = 'https://shop.example/own/manifest.json';
const WEIGHTS_URL = 'https://shop.example/own/random.weights';
const ONNX_URL = 'https://shop.example/own/random.onnx';
const key = createSigningKey();
/** With the key that is pinned. */
export const MODEL_URL = `${SIGNED_URL}#key=${key.id}&min=1`;
export const MODEL_ID = Buffer.from(MANIFEST.sha256, 'hex').subarray(0, 16).toString('base64url');

export const nonceResponse: NonceResponse = {
  nonce: encodeBase64url(new Uint8Array(38).fill(7)),
  now: 1_800_000_000,
  exp: 1_800_000_300,
  aud: 'https://shop.example',
};

export const config = (change: Partial<AnalystConfig> = {}): AnalystConfig => ({
  endpoint: ENDPOINT,
  ortUrl: 'https://shop.example/ort.js',
  ortWasmUrl: 'https://shop.example/ort.wasm',
  engine: 'auto',
  privacy: 'full',
  environment: {
    recorded: CHANNELS,
    pointer: 'mouse',
    viewport: [1280, 720],
  },
  debug: false,
  ...change,
});

/** A nonce as the page hands it over. */
export const handed = (response: NonceResponse, ageMs = 0): AssessRequest['nonce'] => ({
  ok: true,
  value: { ...response, ageMs },
});

export const request = (change: Partial<AssessRequest> = {}): AssessRequest => ({
  action: 'checkout',
  nonce: handed(nonceResponse),
  timeoutMs: 2_000,
  ...change,
});

/** The signed manifest for these settings. */
export function signSettings(settings: unknown): string {
  const fileOf = (path: string, bytes: Uint8Array) => {
    const pin = pinOf(bytes);
    return { path, sha256: pin.sha256, size: pin.bytes };
  };
  const release: Release = {
    v: 1,
    name: 'random',
    version: 1,
    minVersion: 1,
    channel: 'stable',
    iat: ISSUED,
    exp: ISSUED + DAY,
    schema: MANIFEST.schema,
    trees: TREES_HASH,
    files: {
      manifest: fileOf('manifest.json', new TextEncoder().encode(JSON.stringify(settings))),
      onnx: fileOf('random.onnx', MODEL_BYTES),
      weights: fileOf('random.weights', WEIGHTS),
    },
  };
  return signRelease(release, key.privateKey);
}

/**
 * A network of routes; one that is missing gives 404, but the signed manifest and the settings are there.
 */
export interface Routes {
  readonly signed?: () => Response | Promise<Response>;
  /** What the settings say; they are signed as they are. */
  readonly settings?: unknown;
  readonly model?: () => Response | Promise<Response>;
  readonly onnx?: () => Response | Promise<Response>;
}

export const serveModel = () => new Response(WEIGHTS);
export const serveOnnx = () => new Response(MODEL_BYTES);

export function fakeFetch(routes: Routes): typeof fetch {
  return async (input) => {
    const url = String(input);
    const { settings = MANIFEST } = routes;
    if (url === MODEL_URL) return routes.signed?.() ?? new Response(signSettings(settings));
    if (url === SETTINGS_URL) return Response.json(settings);
    if (url === WEIGHTS_URL && routes.model) return routes.model();
    if (url === ONNX_URL && routes.onnx) return routes.onnx();
    return new Response('not found', { status: 404 });
  };
}

/**
 * Everything the analyst touches; storage is memory, ORT is absent, the clock stands still unless it is
 * replaced.
 */
export function fakeDeps(change: Partial<AnalystDeps> = {}): AnalystDeps {
  const fetch = change.fetch ?? fakeFetch({ model: serveModel, onnx: serveOnnx });
  return {
    fetch,
    loadOwn: ({ modelUrl = '' }) => fetchOwn(modelUrl, { fetch, now: ISSUED, trees: TREES }),
    now: () => 0,
    crypto,
    isSecure: true,
    shipped: { id: MODEL_ID, settings: MANIFEST, weights: WEIGHTS },
    loadOrt: async () => ({ ok: false, code: 'ort_unavailable' }),
    link: () => ({}),
    idle: async () => {},
    keys: {
      create: createDeviceKey,
      load: async (crypto) => ({ ...(await createDeviceKey(crypto)), persistent: true }),
      renew: async () => null,
      swap: async () => {},
      forget: async () => true,
    },
    ...change,
  };
}

/** Somebody crosses the page with the mouse, clicks, and types with rollover. */
export function visit(): readonly BehaviourEvent[] {
  const events: BehaviourEvent[] = [];
  let t = 0;
  for (let stroke = 0; stroke < 8; stroke++) {
    for (let i = 0; i <= 40; i++) {
      const s = (1 - Math.cos((Math.PI * i) / 40)) / 2;
      const [x, y] = [100 + 400 * s + 3 * Math.sin(i * 1.7), 80 + 40 * stroke + 60 * s * s + Math.cos(i)];
      events.push({
        kind: 'move',
        t,
        x,
        y,
        stack: { trusted: true, coalesced: 1 + (i % 3), raw: 1, latency: 2 },
      });
      t += 16;
    }
    const end = { t: t + 80, x: 500, y: 140 + 40 * stroke, button: 0 };
    events.push({ kind: 'down', ...end }, { kind: 'up', ...end, t: t + 170 });
    t += 600;
  }
  for (let i = 0; i < 60; i++) {
    const key = 10 + (i % 17);
    const at = t + i * 140 + (i % 5) * 23;
    events.push(
      { kind: 'keydown', t: at, class: 'letter', key },
      { kind: 'keyup', t: at + 90 + (i % 7) * 9, class: 'letter', key },
    );
  }
  return events.sort((a, b) => a.t - b.t);
}

/** Events as a batch from the page. */
export const toRows: (events: readonly BehaviourEvent[]) => Float64Array = encodeRows;

/** Never settles: a network or a store that hangs. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
