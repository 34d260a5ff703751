import { GROUP_NAMES, GROUPS, type GroupName, MEMBERS } from '../../contract/features/index.ts';
import type { Level, Reason } from '../../contract/verdict.ts';
import { isEnteredByPress } from '../../scoring/entered-by-press.ts';
import { toLevel } from '../../scoring/level.ts';
import type { Model } from '../../scoring/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { activeGroups, type Score, scoreEvidence } from '../../scoring/score.ts';
import { isScripted } from '../../scoring/scripted.ts';
import { decodeBase64url } from '../../wire/base64url.ts';

/** A score whose level does not rest on evidence unlike all that the training had. */
export interface Judgement extends Score {
  /** Groups that the level would rest on if training had had anything like them, in wire order. */
  readonly unfamiliar: readonly GroupName[];
}

/** Points of a group, and the greatest mean square of differences from the nearest of them. */
export interface Region {
  readonly points: readonly Int8Array[];
  readonly most: number;
}

export type Regions = ReadonlyMap<GroupName, Region>;

/** Most points of a group: each verdict is compared with all. Chosen: ten times what training writes. */
const MOST_POINTS = 256;

/** Finds the groups whose evidence lies outside the regions. */
export const unfamiliarIn = (evidence: Evidence, regions: Regions): readonly GroupName[] =>
  activeGroups(evidence).filter((group) => {
    const region = regions.get(group);
    return region !== undefined && !isNear(region, MEMBERS[group], evidence);
  });

/**
 * Scores evidence with a level that does not rest on groups whose evidence lies outside the regions: the one
 * that the visit has both with and without them. Where those disagree it is `unknown`, because unfamiliar
 * evidence neither accuses nor excuses, and of `medium` and `high` it is `medium`.
 */
export function judge(model: Model, evidence: Evidence, regions: Regions): Judgement {
  const score = scoreEvidence(model, evidence);
  const groups = unfamiliarIn(evidence, regions);
  if (groups.length === 0) return { ...score, unfamiliar: groups };
  const level = agreed(score.level, levelWithout(groups, { model, evidence, score }));
  return { ...score, level, unfamiliar: level === score.level ? [] : groups };
}

const isSuspicious = (level: Level): boolean => level === 'medium' || level === 'high';

function agreed(whole: Level, rest: Level): Level {
  if (whole === rest) return whole;
  return isSuspicious(whole) && isSuspicious(rest) ? 'medium' : 'unknown';
}

interface Scored {
  readonly model: Model;
  readonly evidence: Evidence;
  readonly score: Score;
}

/** As much was seen of the visit as before, so that the rest is not thin for what is left out. */
function levelWithout(groups: readonly GroupName[], { model, evidence, score }: Scored): Level {
  const active = activeGroups(evidence);
  const known = active.filter((group) => !groups.includes(group));
  const logitsOf = (group: GroupName) => score.groups[group] ?? 0;
  return toLevel(
    {
      logit: groups.reduce((logit, group) => logit - logitsOf(group), score.logit),
      contributions: new Map(known.map((group) => [group, logitsOf(group)])),
      present: active.flatMap((group) => MEMBERS[group].filter((index) => !evidence.missing[index])).length,
      scripted: isScripted(evidence, model.manifest),
      pressed: isEnteredByPress(evidence, model.manifest),
    },
    model.manifest,
  );
}

/** Reasons with one, before the baseline, that names unfamiliar groups and weighs nothing. */
export function withUnfamiliar(reasons: readonly Reason[], groups: readonly GroupName[]): readonly Reason[] {
  if (groups.length === 0) return reasons;
  const titles = groups.map((group) => GROUPS[group].title).join(', ');
  const text = `The level does not rest on these, because the training had nothing like them: ${titles}.`;
  const reason = { code: 'unfamiliar', weight: 0, direction: 'neutral', text } as const;
  return [...reasons.slice(0, -1), reason, ...reasons.slice(-1)];
}

/** Differences count over what is present in the evidence. */
function isNear({ points, most }: Region, members: readonly number[], evidence: Evidence): boolean {
  const { values, missing } = evidence;
  const places = members.flatMap((index, at) => (missing[index] ? [] : [at]));
  const own = Int8Array.from(places, (at) => values[members[at] ?? 0] ?? 0);
  const bound = most * places.length;
  return points.some((point) => {
    let sum = 0;
    for (let at = 0; at < own.length && sum <= bound; at++)
      sum += ((own[at] ?? 0) - (point[places[at] ?? 0] ?? 0)) ** 2;
    return sum <= bound;
  });
}

/**
 * What a manifest says that training saw; nothing where it says nothing. Null for anything but points of
 * known groups, each with as many values as the group has features.
 */
export function readSeen(seen: unknown = {}): Regions | null {
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen)) return null;
  const regions = new Map<GroupName, Region>();
  for (const [name, value] of Object.entries(seen as Readonly<Record<string, unknown>>)) {
    const group = GROUP_NAMES.find((known) => known === name);
    const { points, radius } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (!group || typeof points !== 'string' || !Number.isFinite(radius) || (radius as number) <= 0)
      return null;
    const size = MEMBERS[group].length;
    const bytes = points.length <= 2 * size * MOST_POINTS ? decodeBase64url(points) : null;
    if (!bytes?.length || bytes.length % size !== 0 || bytes.length > size * MOST_POINTS) return null;
    const all = Int8Array.from(bytes);
    regions.set(group, {
      points: Array.from({ length: all.length / size }, (_, at) => all.subarray(at * size, (at + 1) * size)),
      most: (radius as number) ** 2,
    });
  }
  return regions;
}
