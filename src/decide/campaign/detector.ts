import { type CampaignFinding, type CampaignVisit, NO_CAMPAIGN } from './campaigns.ts';
import { SCHEMA } from './modalities.ts';
import { type Older, type Recent, scan, type Wave } from './scan.ts';

export interface DetectorOptions {
  /** Most visits of the last 24 hours; twice as many older ones are kept beside them. */
  readonly maxVisits: number;
  /** log10 of the chance at or below which there is a wave. */
  readonly level: number;
}

const DAY_MS = 86_400_000;
/** Older visits are forgotten after a week: every day of it counts once. */
const OLDER_MS = 7 * DAY_MS;
/** A fresh key costs nothing, so that fresh keys together weigh half of what as many known ones do. */
const WEIGHTS = { known: 1, fresh: 0.5 } as const;

/** `Campaigns` that answer at once. */
export interface Detector {
  see(visit: CampaignVisit): CampaignFinding;
  erase(subject: { readonly key: string }): void;
}

/** Remembers visits and scans them for waves. The same visits in the same order find the same. */
export function createDetector({ maxVisits, level }: DetectorOptions): Detector {
  /** The oldest first. */
  let recent: Recent[] = [];
  let older: Older[] = [];
  /** Names of waves by their visits, which never say what people are like. */
  const waves = new WeakMap<Recent, string>();
  let named = 0;

  function forget(nowMs: number): void {
    const isKept = ({ atMs }: Recent, index: number) =>
      nowMs - atMs < DAY_MS && index >= recent.length - maxVisits;
    const leaving = recent.filter((visit, index) => !isKept(visit, index));
    recent = recent.filter(isKept);
    for (const visit of leaving) if (!waves.has(visit)) older.push(anonymous(visit));
    older = older.filter(({ atMs }) => nowMs - atMs < OLDER_MS).slice(-2 * maxVisits);
  }

  function remember(visit: Recent): void {
    // Of each key the newest, so that a key that floods takes nobody's place.
    recent = [...recent.filter(({ jkt }) => jkt !== visit.jkt), visit];
  }

  /** The name that most of its visits have, or a new one. */
  function nameOf({ others }: Wave, atMs: number): string {
    const counts = new Map<string, number>();
    for (const other of others) {
      const name = waves.get(other);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most?.[0] ?? `campaign-${atMs}-${++named}`;
  }

  return {
    see(given) {
      const visit = readVisit(given);
      if (visit === null) return NO_CAMPAIGN;
      forget(visit.atMs);
      const wave = scan(visit, { recent, older, level });
      remember(visit);
      if (wave === null) return NO_CAMPAIGN;
      const name = nameOf(wave, visit.atMs);
      for (const member of [visit, ...wave.others]) waves.set(member, name);
      return { size: 1 + wave.others.length, score: -wave.chance, name };
    },
    erase({ key }) {
      recent = recent.filter(({ jkt }) => jkt !== key);
    },
  };
}

const anonymous = ({ atMs, weight, values, missing }: Recent): Older => ({ atMs, weight, values, missing });

/** Null where there is nothing that could be compared. Evidence is copied: others may write to it. */
function readVisit({ atMs, jkt, session, isFresh, evidence }: CampaignVisit): Recent | null {
  const { schema, values, missing } = evidence ?? {};
  const isComparable =
    schema === SCHEMA.id && values?.length === SCHEMA.features && missing?.length === SCHEMA.features;
  if (!isComparable || !Number.isFinite(atMs) || typeof jkt !== 'string' || jkt === '') return null;
  return {
    atMs,
    jkt,
    session,
    weight: isFresh ? WEIGHTS.fresh : WEIGHTS.known,
    values: Int8Array.from(values),
    missing: Uint8Array.from(missing),
  };
}
