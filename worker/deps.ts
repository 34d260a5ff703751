import type { AnalystConfig } from '../src/contract/analyst.ts';
import type { EngineDeps } from './score/engine/engines.ts';
import { loadOrt, loadOwn } from './score/engine/load-ort.ts';
import type { OpenableModel, OwnModel } from './score/model.ts';
import {
  createDeviceKey,
  type DeviceKey,
  forgetDeviceKey,
  loadDeviceKey,
  renewDeviceKey,
  swapDeviceKeys,
} from './sign/device-key.ts';

/** Everything outside the pipeline that it uses. */
export interface AnalystDeps extends EngineDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  readonly crypto: Crypto;
  /** `isSecureContext` of the worker. */
  readonly isSecure: boolean;
  /** The model that scores unless the site has its own. */
  readonly shipped: OpenableModel;
  /** Fetches the site's own. Never rejects. */
  readonly loadOwn: (config: AnalystConfig) => Promise<OwnModel>;
  readonly keys: {
    readonly create: (crypto: Crypto) => Promise<DeviceKey>;
    readonly load: (crypto: Crypto, options: { readonly timeoutMs: number }) => Promise<DeviceKey>;
    readonly renew: (crypto: Crypto, key: DeviceKey) => Promise<DeviceKey | null>;
    readonly swap: (from: DeviceKey, to: DeviceKey) => Promise<void>;
    readonly forget: (options: { readonly timeoutMs: number }) => Promise<boolean>;
  };
}

/**
 * onnxruntime-web loads this long after a verdict, ms. Chosen: most verdicts are for a form that leaves the
 * page within it, and the load would be wasted.
 */
const SETTLE_MS = 1_000;

/** Chromium's hints; other browsers do not have them. */
interface Hints {
  readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  readonly deviceMemory?: number;
}

/** The worker's own dependencies. */
export function createDeps(shipped: OpenableModel): AnalystDeps {
  return {
    shipped,
    fetch: (input, init) => fetch(input, init),
    now: () => performance.now(),
    crypto,
    isSecure: isSecureContext,
    loadOrt,
    loadOwn,
    idle: () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS)),
    link: () => {
      const { connection, deviceMemory } = navigator as Navigator & Hints;
      return {
        ...(connection?.saveData !== undefined && { saveData: connection.saveData }),
        ...(connection?.effectiveType !== undefined && { effectiveType: connection.effectiveType }),
        ...(deviceMemory !== undefined && { memoryGib: deviceMemory }),
      };
    },
    keys: {
      create: createDeviceKey,
      load: loadDeviceKey,
      renew: renewDeviceKey,
      swap: swapDeviceKeys,
      forget: forgetDeviceKey,
    },
  };
}
