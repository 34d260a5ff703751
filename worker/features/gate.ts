import type { Environment } from '../../src/contract/event.ts';
import type { Conditions, Feature } from '../../src/contract/features/feature.ts';
import { type FeatureValue, MISSING, type Statistic } from './group.ts';

/**
 * Decides from a feature's row whether a statistic counts: enough observations, recorded by a page that can
 * measure them. A value that is not finite is missing too.
 */
export function gate({ value, n }: Statistic, feature: Feature, environment: Environment): FeatureValue {
  if (!isMeasurable(feature, environment)) return MISSING;
  if (n < feature.minCount || !Number.isFinite(value)) return { ...MISSING, n };
  return { value: Math.min(feature.max, Math.max(feature.min, value)), n, valid: true };
}

/** Whether this page can measure the feature at all. A clock of unknown grain counts as fine. */
function isMeasurable(
  { channels, clockGrainMs, only = {}, except = {} }: Feature,
  environment: Environment,
): boolean {
  return (
    channels.every((channel) => environment.recorded.includes(channel)) &&
    (clockGrainMs === undefined || (environment.clockGrainMs ?? 0) <= clockGrainMs) &&
    namesOf(only).every((name) => environment[name] === only[name]) &&
    namesOf(except).every((name) => environment[name] !== except[name])
  );
}

const namesOf = (conditions: Conditions) => Object.keys(conditions) as (keyof Conditions)[];
