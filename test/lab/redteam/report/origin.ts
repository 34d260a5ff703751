import type { Saved } from '../state.ts';
import type { Origin } from './published.ts';

/** Day of the last of these units, and the seed that all were drawn with. */
export function originOf(units: readonly Saved<unknown>[]): Origin {
  const seeds = [...new Set(units.map(({ key }) => key.split(' ')[1] ?? ''))];
  const last = Math.max(...units.map(({ savedMs }) => savedMs));
  return { measured: new Date(last).toISOString().slice(0, 10), seed: seeds.join(', ') };
}
