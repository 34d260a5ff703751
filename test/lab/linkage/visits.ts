import type { Channel } from '../../../src/contract/event.ts';
import { CHANNELS } from '../../../src/contract/event.ts';
import { channelsOf } from '../../../src/page/capture/observer.ts';
import { coarsen } from '../../../src/scoring/coarsen.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { clipsOf } from '../../../train/data/clip.ts';
import { readRecordings } from '../../../train/data/read.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';

/** The evidence of one visit, and whose it is. */
export interface Visit {
  readonly person: string;
  readonly evidence: Pick<Evidence, 'values' | 'missing'>;
}

interface ModeSpec {
  readonly channels: readonly Channel[];
  readonly isCoarse: boolean;
}

/**
 * What is recorded, and how finely it is signed: everything, or what `privacy: 'minimal'` does. The one in
 * the middle is what `minimal` would be without rounding.
 */
export const MODES = {
  'standard, full': { channels: CHANNELS, isCoarse: false },
  'minimal, not rounded': { channels: channelsOf('minimal'), isCoarse: false },
  minimal: { channels: channelsOf('minimal'), isCoarse: true },
} as const satisfies Readonly<Record<string, ModeSpec>>;
export type Mode = keyof typeof MODES;

/** Visits of one person that are read. Chosen: people with hundreds would decide the weights alone. */
const MOST_VISITS = 8;
/** Kinds of events of the channels that `minimal` leaves out; the others are recorded in every mode. */
const KINDS_LEFT_OUT = /^(wheel|scroll|hide|show|navigate)$/;

/** The first minute of every visit of people, a recording being a visit. */
export async function readVisits(
  files: readonly string[],
  { model, mode }: { readonly model: Model; readonly mode: Mode },
): Promise<readonly Visit[]> {
  const { channels, isCoarse }: ModeSpec = MODES[mode];
  const visits: Visit[] = [];
  const counts = new Map<string, number>();
  for await (const { result } of readRecordings(files)) {
    if (!result.ok || result.value.recording.label !== 'human') continue;
    const { recording, environment, events } = result.value;
    const person = recording.subject ?? '';
    const count = counts.get(person) ?? 0;
    const [clip] = clipsOf(events, 1);
    if (!clip || count >= MOST_VISITS) continue;
    counts.set(person, count + 1);
    const recorded = environment.recorded.filter((channel) => channels.includes(channel));
    const extractor = createFeatureExtractor({ ...environment, recorded });
    for (const event of clip)
      if (channels === CHANNELS || !KINDS_LEFT_OUT.test(event.kind)) extractor.push(event);
    const fine = quantise(extractor.read(), model.manifest);
    visits.push({ person, evidence: isCoarse ? coarsen(fine) : fine });
  }
  return visits;
}

/** Visits by their person. */
export function byPerson(visits: readonly Visit[]): ReadonlyMap<string, readonly Visit[]> {
  const people = new Map<string, Visit[]>();
  for (const visit of visits) people.set(visit.person, [...(people.get(visit.person) ?? []), visit]);
  return people;
}
