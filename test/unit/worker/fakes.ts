import type { AnalystConfig, AssessRequest } from '../../../src/contract/analyst.ts';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { CHANNELS } from '../../../src/contract/event.ts';
import type { NonceResponse } from '../../../src/contract/protocol.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { encodeRows } from '../../../src/wire/encode-rows.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { pinOf } from '../../../train/export/pin.ts';
import { writeWeights } from '../../../train/export/weights.ts';
import type { AnalystDeps } from '../../../worker/deps.ts';
import { createDeviceKey } from '../../../worker/sign/device-key.ts';
import { manifestOf, schemaNetwork } from '../scoring/model.ts';

const network = schemaNetwork(11);
export const MODEL_BYTES = Uint8Array.from(writeOnnx(network));
export const WEIGHTS = Uint8Array.from(writeWeights(network));
export const MANIFEST = {
  ...manifestOf(MODEL_BYTES, network),
  weights: { file: 'random.weights', ...pinOf(WEIGHTS) },
};
export const ENDPOINT = 'https://shop.example/tellsign';
/** A site's own model: the manifest, and the two files that it names. */
export const MODEL_URL = 'https://shop.example/own/manifest.json';
const WEIGHTS_URL = 'https://shop.example/own/random.weights';
const ONNX_URL = 'https://shop.example/own/random.onnx';
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

/** A network of three routes; one that is missing gives 404, but the manifest is there. */
export interface Routes {
  readonly manifest?: () => Response | Promise<Response>;
  readonly model?: () => Response | Promise<Response>;
  readonly onnx?: () => Response | Promise<Response>;
}

export const serveManifest = () => Response.json(MANIFEST);
export const serveModel = () => new Response(WEIGHTS);
export const serveOnnx = () => new Response(MODEL_BYTES);

export function fakeFetch(routes: Routes): typeof fetch {
  return async (input) => {
    const url = String(input);
    if (url === MODEL_URL) return (routes.manifest ?? serveManifest)();
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
  return {
    fetch: fakeFetch({ model: serveModel, onnx: serveOnnx }),
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
