import type { Channel, Environment, PointerKind } from './event.ts';

/** One line of a recording file: `../shared/data/FORMAT.md`. Optional trailing objects hold stack fields. */
export interface Recording {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly label: 'human' | 'automation' | null;
  readonly generator: string | null;
  readonly pointer: PointerKind | null;
  readonly viewport: readonly [number, number] | null;
  readonly recorded: readonly Channel[];
  readonly events: readonly RecordingTuple[];
  /** Probes of the page that recorded it (`Environment`), when the SDK itself did. */
  readonly environment?: Omit<Environment, 'recorded' | 'pointer' | 'viewport'>;
}
export type RecordingTuple = readonly [t: number, kind: string, ...rest: unknown[]];
