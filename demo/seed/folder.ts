import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../stores/folder-lock.ts';
import { HOUR_MS } from './draw.ts';
import { tellStory } from './story.ts';
import type { SeedVerdict } from './visit.ts';

/** A day that lies in a folder. */
export interface KeptDay {
  /** When it ends, milliseconds since 1970. */
  readonly nowMs: number;
  /** Names what happens in it: with other campaigns it is another day. */
  readonly story: string;
}

/** A day is fresh so long. Chosen: half a day, so that its charts are not empty yet. */
const FRESH_MS = 12 * HOUR_MS;

/** The folder of a seeded day, and what lies in it. */
export interface DayFolder {
  /** The database's folder. */
  readonly database: string;
  /** The day that lies there; null where there is none, or an old one, which was removed. */
  readonly kept: KeptDay | null;
  /** Says that the day is complete. */
  keep(nowMs: number): void;
}

/** @throws FolderInUse where another process has the folder */
export function openDayFolder(folder: string, nowMs: number): DayFolder {
  mkdirSync(folder, { recursive: true });
  lockFolder(folder);
  const file = join(folder, 'day.json');
  const database = join(folder, 'database');
  const story = nameOfStory();
  const kept = readKept(file);
  const isFresh = kept?.story === story && kept.nowMs <= nowMs && nowMs - kept.nowMs < FRESH_MS;
  // First the word that it is complete, so that nobody takes the rest for a day.
  if (!isFresh) for (const one of [file, database]) rmSync(one, { recursive: true, force: true });
  return {
    database,
    kept: isFresh ? kept : null,
    keep: (endMs) => writeFileSync(file, JSON.stringify({ nowMs: endMs, story } satisfies KeptDay)),
  };
}

function readKept(file: string): KeptDay | null {
  if (!existsSync(file)) return null;
  try {
    const { nowMs, story } = Object(JSON.parse(readFileSync(file, 'utf8'))) as Partial<KeptDay>;
    return typeof nowMs === 'number' && typeof story === 'string' ? { nowMs, story } : null;
  } catch {
    return null;
  }
}

function nameOfStory(): string {
  const told = tellStory().map(({ verification, ...visit }) => [
    visit,
    verification.ok ? verdictOf(verification) : verification.code,
  ]);
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}

const verdictOf = ({ score, level, flags, evidence }: SeedVerdict): readonly unknown[] => [
  ...[score, level, flags],
  Buffer.from(evidence.values).toString('base64url'),
];
