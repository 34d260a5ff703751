import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A kind of people, as `npm run lab -- cohorts` left it. */
export interface Cohort {
  readonly kind: string;
  readonly leg: string;
  readonly sessions: number;
  readonly people: number;
  /** Shares of sessions. */
  readonly high: number;
  readonly medium: number;
  readonly unknown: number;
}

/** Another detector on the same sessions, as `npm run lab -- peers` left it. */
export interface Peer {
  readonly actor: string;
  readonly kind: 'tool' | 'person';
  readonly sessions: number;
  /** Sessions flagged, by detector; null where it does not apply. */
  readonly flagged: Readonly<Record<string, number | null>>;
}

/** What other commands measured. Null: that command has not run here. */
export interface Neighbours {
  readonly cohorts: readonly Cohort[] | null;
  readonly peers: readonly Peer[] | null;
}

export function readNeighbours(root: string): Neighbours {
  return {
    cohorts: readList(join(root, '.tmp/cohorts.json'), cohortOf),
    peers: readList(join(root, '.tmp/peers.json'), peerOf),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Entries that fit; null when there is no such file or nothing in it fits. */
function readList<T>(path: string, read: (fields: Fields) => T | null): readonly T[] | null {
  if (!existsSync(path)) return null;
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(parsed)) return null;
  const list = parsed.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null ? (read(item as Fields) ?? []) : [],
  );
  return list.length > 0 ? list : null;
}

const numberOf = (fields: Fields, name: string): number =>
  typeof fields[name] === 'number' ? fields[name] : Number.NaN;
const textOf = (fields: Fields, name: string): string =>
  typeof fields[name] === 'string' ? fields[name] : '';

function cohortOf(fields: Fields): Cohort | null {
  const cohort = {
    kind: textOf(fields, 'kind'),
    leg: textOf(fields, 'leg'),
    sessions: numberOf(fields, 'sessions'),
    people: numberOf(fields, 'people'),
    high: numberOf(fields, 'high'),
    medium: numberOf(fields, 'medium'),
    unknown: numberOf(fields, 'unknown'),
  };
  return cohort.kind === '' || !(cohort.sessions > 0) ? null : cohort;
}

function peerOf(fields: Fields): Peer | null {
  const { kind, flagged } = fields;
  if ((kind !== 'tool' && kind !== 'person') || typeof flagged !== 'object' || flagged === null) return null;
  const counts = Object.entries(flagged).map(([name, count]: [string, unknown]) => [
    name,
    typeof count === 'number' ? count : null,
  ]);
  return {
    actor: textOf(fields, 'actor'),
    kind,
    sessions: numberOf(fields, 'sessions'),
    flagged: Object.fromEntries(counts),
  };
}
