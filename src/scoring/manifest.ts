import { FEATURES, SCHEMA_ID } from '../contract/features/index.ts';
import type { Manifest, ModelCode } from '../contract/model.ts';
import type { Result } from '../contract/result.ts';

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
const isCount = (value: unknown) => isInteger(value) && value >= 0;
const isText = (value: unknown) => typeof value === 'string' && value.length <= 1000;
const isHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isShare = (value: unknown): value is number => isNumber(value) && value > 0 && value < 1;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isPositive = (value: unknown) => isNumber(value) && value > 0;
const isVector = (value: unknown, test: (item: unknown) => boolean) =>
  Array.isArray(value) && value.length === FEATURES.length && value.every(test);

/** What each member must be, but `seen`, which only a backend reads. */
const MEMBERS: Readonly<Record<Exclude<keyof Manifest, 'seen'>, (value: unknown) => boolean>> = {
  v: (value) => value === 1,
  name: isText,
  version: isCount,
  file: isText,
  bytes: isCount,
  sha256: isHash,
  schema: isCount,
  center: (value) => isVector(value, isNumber),
  scale: (value) => isVector(value, isPositive),
  // A power of two keeps every product and sum of weights exact in a double.
  logitScale: (value) =>
    isNumber(value) && value >= 2 ** -20 && value <= 2 ** 20 && Number.isInteger(Math.log2(value)),
  bias: (value) => isInteger(value) && Math.abs(value) <= 2 ** 20,
  calibration: (value) => isObject(value) && isPositive(value.slope) && isNumber(value.intercept),
  thresholds: (value) =>
    isObject(value) &&
    isShare(value.medium) &&
    isShare(value.high) &&
    value.medium <= value.high &&
    isText(value.source),
  deprecated: (value) => value === undefined || isCount(value),
  exp: isCount,
  floor: (value) => value === undefined || (isObject(value) && isPositive(value.rms) && isCount(value.n)),
  weights: (value) =>
    value === undefined ||
    (isObject(value) && isText(value.file) && isCount(value.bytes) && isHash(value.sha256)),
};

/** Checks a manifest before use. `model_unsupported`: sound, but for other features than this build has. */
export function readManifest(value: unknown): Result<Manifest, ModelCode> {
  const refuse = (code: ModelCode, detail: string) => ({ ok: false, code, detail }) as const;
  if (!isObject(value)) return refuse('model_malformed', 'manifest');
  if (isCount(value.schema) && value.schema !== SCHEMA_ID)
    return refuse('model_unsupported', 'manifest: schema');
  const wrong = Object.entries(MEMBERS).find(([name, test]) => !test(value[name]));
  if (wrong) return refuse('model_malformed', `manifest: ${wrong[0]}`);
  return { ok: true, value: value as unknown as Manifest };
}
