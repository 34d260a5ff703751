import type { ReleaseCode } from '../../../src/contract/release.ts';
import type { Result } from '../../../src/contract/result.ts';
import { within } from '../../deadline.ts';
import { FLOORS_RECORD, openStored } from '../../stored.ts';

/** A signed message with a version, and what it says about older ones. */
export interface Versioned {
  /** Who signed it: roots, or signing keys each with the channel. Its floor is remembered under these. */
  readonly signers: readonly string[];
  /** All who may sign it now, named alike: what one of them has forbidden no other one brings back. */
  readonly trusted: readonly string[];
  readonly version: number;
  /** Least version that may be used from now on. */
  readonly floor: number;
  /** The answer to an older one. */
  readonly code: ReleaseCode;
}

/** Longest wait for IndexedDB, ms. Chosen: as long as for the device key. */
const TIMEOUT_MS = 1_000;

/**
 * Asks whether this browser has seen a message that forbids one of these, which are asked about in order.
 * The floors of those before the first that is forbidden are remembered. A floor belongs to the key that
 * signed, and counts as long as that key may sign: a thief who signs the highest version locks nobody out
 * once his key may not. Where storage is refused, hangs or was emptied, only the floors that are pinned are
 * left; storage that hung is not asked again. Never rejects.
 */
export function createAdmission(messages: readonly Versioned[]): () => Promise<Result<null, ReleaseCode>> {
  const nothing = { ok: true, value: null } as const;
  let isBroken = false;
  const ask = async (): Promise<Result<null, ReleaseCode>> => {
    let older: Versioned | undefined;
    // One transaction reads and writes: two tabs cannot lower each other's floors.
    await openStored().update(FLOORS_RECORD, (record) => {
      const floors = readFloors(record);
      older = messages.find(({ trusted, version }) =>
        trusted.some((name) => version < (floors.get(name) ?? 0)),
      );
      // A list is remembered although the release behind it is too old.
      return raise(floors, older ? messages.slice(0, messages.indexOf(older)) : messages);
    });
    return older ? { ok: false, code: older.code } : nothing;
  };
  return async () => {
    if (isBroken) return nothing;
    return within(ask(), TIMEOUT_MS, () => {
      isBroken = true;
      return nothing;
    });
  };
}

type Floors = ReadonlyMap<string, number>;

/** What is stored; anything that this code did not store is dropped. */
function readFloors(record: unknown): Floors {
  const entries = record instanceof Map ? [...record] : [];
  return new Map(entries.filter(([name, floor]) => typeof name === 'string' && Number.isSafeInteger(floor)));
}

const raise = (floors: Floors, messages: readonly Versioned[]): Floors =>
  new Map([
    ...floors,
    ...messages.flatMap(({ signers, floor }) =>
      signers.map((name) => [name, Math.max(floor, floors.get(name) ?? 0)] as const),
    ),
  ]);
