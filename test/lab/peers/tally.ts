import type { Level } from '../../../src/contract/verdict.ts';
import type { Peer } from '../../../train/report/neighbours.ts';
import type { Track } from './delbot.ts';
import type { Found } from './front.ts';
import type { Judged } from './visit.ts';

export interface TallyOptions {
  /** Rules that fire in a browser nothing drives. */
  readonly bystander: Found | null;
  readonly recorded: readonly { readonly source: string; readonly track: Track }[];
  readonly delbot: ((track: Track) => number | null) | null;
}

/**
 * Flagged sessions by actor and detector, as rows and as GitHub's markdown. `n` of `m` where a detector could
 * not judge all.
 */
export function tallyPeers(
  judged: readonly Judged[],
  { bystander, recorded, delbot }: TallyOptions,
): { readonly rows: readonly Peer[]; readonly text: string } {
  const actors = [...new Set(judged.map(({ actor }) => actor))];
  const rows: Peer[] = actors.map((actor) => {
    const own = judged.filter((visit) => visit.actor === actor);
    const kind = own[0]?.kind === 'person' ? 'person' : 'tool';
    return { actor, kind, sessions: own.length, flagged: flagsOf(own, bystander) };
  });
  if (bystander !== null)
    rows.push({
      actor: 'a browser that nothing drives',
      kind: 'person',
      sessions: 1,
      flagged: peerFlags([bystander], bystander),
    });
  const sources = [...new Set(recorded.map(({ source }) => source))];
  for (const source of sources) {
    const tracks = recorded.filter((item) => item.source === source).map(({ track }) => track);
    const chances = delbot === null ? [] : tracks.flatMap((track) => delbot(track) ?? []);
    rows.push({
      actor: `recorded people, ${source}`,
      kind: 'person',
      sessions: chances.length,
      flagged: { 'delbot-mouse': chances.filter((chance) => chance >= 0.5).length },
    });
  }
  const names = [...new Set(rows.flatMap(({ flagged }) => Object.keys(flagged)))];
  const lines = rows.map(
    ({ actor, sessions, flagged }) =>
      `| ${[actor, sessions, ...names.map((name) => flagged[name] ?? '–')].join(' | ')} |`,
  );
  const rules = JSON.stringify(bystander);
  const text = [
    `| actor | sessions | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---|').join('')}`,
    ...lines,
    '',
    `Rules that fire in a browser nothing drives, and so do not count "by rule": ${rules}`,
  ].join('\n');
  return { rows, text };
}

function flagsOf(own: readonly Judged[], bystander: Found | null): Peer['flagged'] {
  const levels = own.flatMap(({ level }) => level ?? []);
  const at = (...wanted: readonly Level[]): number | null =>
    levels.length === 0 ? null : levels.filter((level) => wanted.includes(level)).length;
  const seen = own.flatMap(({ found }) => found ?? []);
  const chances = own.flatMap(({ delbot }) => delbot ?? []);
  return {
    'tellsign high': at('high'),
    'tellsign medium or high': at('high', 'medium'),
    ...peerFlags(seen, bystander),
    'delbot-mouse': chances.length === 0 ? null : chances.filter((chance) => chance >= 0.5).length,
  };
}

/**
 * Visits in which a peer's page script flags anything, and in which it flags what a browser nothing drives
 * does not show.
 */
function peerFlags(seen: readonly Found[], bystander: Found | null): Peer['flagged'] {
  const overall = (peer: keyof Found): number | null =>
    seen.length === 0 ? null : seen.filter((found) => found[peer].length > 0).length;
  const byRule = (peer: keyof Found): number | null =>
    seen.length === 0 || bystander === null
      ? null
      : seen.filter((found) => found[peer].some((rule) => !bystander[peer].includes(rule))).length;
  return {
    BotD: overall('botd'),
    'BotD by rule': byRule('botd'),
    fpscanner: overall('fpscanner'),
    'fpscanner by rule': byRule('fpscanner'),
  };
}
