import type { Alert } from '../alert.ts';
import { callHook } from '../call-hook.ts';
import { deprecatedAt, expiryOf, releaseOf, type VerifierModel } from './outline.ts';

/** At most one alert a day for each model (A16). */
const DAY_SECONDS = 86_400;
/** Alerts start this long before a model's dates (A16). */
const AHEAD_SECONDS = 90 * DAY_SECONDS;
/** Of a delivered model's life. Chosen: a release of 30 days is renewed within a week. */
const LAST_PART = 1 / 4;

/** What is told of the models. */
export interface ModelWatch {
  /** A model is used: it may be near its dates. */
  used(model: VerifierModel, now: number): void;
  /** A verdict was scored with a model: it should be the one that the site delivers. */
  scored(model: VerifierModel, now: number): void;
}

/** Raises alerts about models, each once a day. */
export function createModelWatch(
  onAlert: ((alert: Alert) => unknown) | undefined,
  models: readonly VerifierModel[],
): ModelWatch {
  const told = new Map<string, number>();
  const tell = (alert: Alert & { readonly model: string }, now: number) => {
    const name = `${alert.kind} ${alert.model}`;
    if (now < (told.get(name) ?? Number.NEGATIVE_INFINITY) + DAY_SECONDS) return;
    told.set(name, now);
    callHook(onAlert, alert);
  };
  const delivered = models.find(releaseOf);
  return {
    used(model, now) {
      const [deprecated, exp] = [deprecatedAt(model), expiryOf(model)];
      const aheadSeconds = aheadOf(model);
      const isNear = [deprecated, exp].some((date) => date !== 0 && now > date - aheadSeconds);
      if (isNear) tell({ kind: 'model_ageing', model: model.id, deprecated, exp }, now);
    },
    scored(model, now) {
      if (!delivered || releaseOf(model)) return;
      tell({ kind: 'model_refused', model: model.id, delivered: delivered.id }, now);
    },
  };
}

/** How long before its dates an operator is told. */
function aheadOf(model: VerifierModel): number {
  const release = releaseOf(model);
  return release ? (release.exp - release.iat) * LAST_PART : AHEAD_SECONDS;
}
