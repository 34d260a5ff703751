import type { Tallies } from '../counters/counters.ts';
import {
  type Entity,
  type Measure,
  type Variables,
  VELOCITIES,
  type VelocityName,
  type Window,
} from '../policy/variables.ts';

/** Names of the velocities, taken apart once. */
const PARTS = VELOCITIES.map((name) => {
  const [measure, entity, window] = name.split(/_per_|_/) as [Measure, Entity, Window];
  return { name, measure, entity, window };
});

/** Every velocity by its name; 0 for what the visit does not have, such as a key. */
export function velocityOf(tallies: Tallies): Variables['velocity'] {
  const velocity: Partial<Record<VelocityName, number>> = {};
  for (const { name, measure, entity, window } of PARTS)
    velocity[name] = tallies[entity]?.[window][measure] ?? 0;
  return velocity as Variables['velocity'];
}
