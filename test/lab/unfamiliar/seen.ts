import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GroupName } from '../../../src/contract/features/index.ts';
import type { Manifest } from '../../../src/contract/model.ts';
import type { Level } from '../../../src/contract/verdict.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { judge, type Regions, readSeen, unfamiliarIn } from '../../../src/server/model/unfamiliar.ts';
import { createRandom } from '../../../train/random.ts';
import type { UnfamiliarLine, UnfamiliarPart } from '../../../train/report/card-unfamiliar.ts';
import { intervalOf } from '../cohorts/interval.ts';
import { openModel } from '../cohorts/score.ts';

/** A model, and where the evidence of its training lies. */
export interface SeenModel {
  readonly model: Model;
  readonly manifest: Manifest;
  readonly regions: Regions;
}

export async function openSeen(folder: string): Promise<SeenModel> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  return { model: await openModel(folder), manifest, regions: regionsOf(manifest.seen) };
}

export function regionsOf(seen: Manifest['seen']): Regions {
  const regions = readSeen(seen);
  if (!regions || regions.size === 0) throw new Error('manifest: seen');
  return regions;
}

/** One visit's evidence, and whose it is. */
export interface Visit {
  readonly evidence: Evidence;
  /** Empty for a script. */
  readonly people: readonly string[];
}

/** A visit judged by the model alone and as a backend does. */
interface Judged extends Visit {
  readonly alone: Level;
  readonly level: Level;
  readonly groups: readonly GroupName[];
}

export interface Sort {
  readonly part: UnfamiliarPart;
  readonly name: string;
}

/** The line of a table about visits of one sort. */
export function lineOf(
  visits: readonly Visit[],
  { model, regions }: Pick<SeenModel, 'model' | 'regions'>,
  { part, name }: Sort,
): UnfamiliarLine {
  const judged = visits.map((visit): Judged => {
    const groups = unfamiliarIn(visit.evidence, regions);
    const { level } = judge(model, visit.evidence, regions);
    return { ...visit, alone: scoreEvidence(model, visit.evidence).level, level, groups };
  });
  const share = (test: (visit: Judged) => boolean) => rounded(judged.filter(test).length / judged.length);
  const both = (test: (level: Level) => boolean) =>
    [share(({ alone }) => test(alone)), share(({ level }) => test(level))] as const;
  const trials = judged.map(({ groups, people }) => ({ hit: groups.length > 0, people }));
  const [least, most] = intervalOf(trials, createRandom('unfamiliar', part, name));
  const persons = new Set(visits.flatMap(({ people }) => people));
  return {
    part,
    name,
    people: persons.size === 0 ? null : persons.size,
    visits: visits.length,
    unfamiliar: share(({ groups }) => groups.length > 0),
    interval: [rounded(least), rounded(most)],
    low: both((level) => level === 'low'),
    medium: both((level) => level === 'medium' || level === 'high'),
    high: both((level) => level === 'high'),
    groups: byNumber(judged.flatMap(({ groups }) => groups)),
  };
}

const rounded = (share: number): number => Math.round(1e4 * share) / 1e4;

function byNumber(groups: readonly GroupName[]): readonly GroupName[] {
  const counts = new Map<GroupName, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([group]) => group);
}
