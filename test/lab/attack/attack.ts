import { isDeepStrictEqual } from 'node:util';
import type { Ground } from './ground.ts';

/** What each attack of a row got, in a few words. */
export type Got = Readonly<Record<string, string>>;

/** One row of the table of attacks that once worked. */
export interface Attack {
  readonly row: number;
  readonly tried: string;
  /**
   * Shows first that the honest path works, then that every attack is refused as it must be.
   *
   * @throws Error that says which of both is not so
   */
  readonly run: (ground: Ground) => Promise<Got>;
}

/** @throws Error when the honest path does not work: an attack that fails beside it shows nothing */
export function honest(what: string, actual: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(actual, wanted))
    throw new Error(`the honest path fails, ${what}: ${show(actual)} instead of ${show(wanted)}`);
}

/**
 * What an attack got, as text.
 *
 * @throws Error when that is anything else than the wanted refusal: also one for another reason
 */
export function refused(what: string, actual: unknown, wanted: unknown): string {
  if (!isDeepStrictEqual(actual, wanted))
    throw new Error(`got through, ${what}: ${show(actual)} instead of ${show(wanted)}`);
  return show(actual);
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(show).join(', ') || 'nothing' : String(JSON.stringify(value));
}
