import type { Alert } from '../alert.ts';
import { callHook } from '../call-hook.ts';
import { deprecatedAt, expiryOf, type VerifierModel } from './outline.ts';

/** At most one alert a day for each model (A16). */
const DAY_SECONDS = 86_400;
/** Alerts start this long before a model's dates (A16). */
const AHEAD_SECONDS = 90 * DAY_SECONDS;

/**
 * A function that raises an alert for a model that is near its dates: once a day for each model, and once
 * when a verifier is created.
 */
export function createModelWatch(
  onAlert: ((alert: Alert) => unknown) | undefined,
): (model: VerifierModel, now: number) => void {
  const told = new Map<string, number>();
  return (model, now) => {
    const [deprecated, exp] = [deprecatedAt(model), expiryOf(model)];
    const isNear = [deprecated, exp].some((date) => date !== 0 && now > date - AHEAD_SECONDS);
    if (!isNear || now < (told.get(model.id) ?? Number.NEGATIVE_INFINITY) + DAY_SECONDS) return;
    told.set(model.id, now);
    callHook(onAlert, { kind: 'model_ageing', model: model.id, deprecated, exp });
  };
}
