import type { Recording } from '../../../src/contract/recording.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { scoreRecording } from '../../../train/score.ts';
import type { Sight } from './ground.ts';
import type { Actor, Parameters, Setting } from './stage.ts';

/** A recording of the lab; what goes beyond the shared format is ignored by whoever reads that. */
export interface LabRecording extends Recording {
  readonly lab: {
    readonly page: string;
    readonly setting: Setting;
    readonly parameters: Parameters;
    /** What the page's worker said, for comparison. */
    readonly verdict: Pick<Verdict, 'logit' | 'score' | 'level'>;
  };
}

export interface Provenance extends Pick<LabRecording['lab'], 'page' | 'setting' | 'parameters'> {
  readonly actor: Actor;
  readonly seed: string;
  readonly session: number;
}

/**
 * The events that the verdict was made from, and who made them. Null when the page kept none, or its worker
 * came too late.
 */
export function labelled(
  { verdict, recording }: Sight,
  { actor: { name, kind }, seed, session, page, setting, parameters }: Provenance,
): LabRecording | null {
  if (recording === null || verdict.engine === null) return null;
  const { logit, score, level } = verdict;
  return {
    ...recording,
    id: `lab/${name}/${page}/${seed}-${session}`,
    source: 'lab',
    subject: `lab/${name}`,
    label: kind === 'person' ? 'human' : 'automation',
    generator: kind === 'person' ? null : name,
    // What came between the verdict and the export is no part of it.
    events: recording.events.slice(0, verdict.events),
    lab: { page, setting, parameters, verdict: { logit, score, level } },
  };
}

/** Whether the recording rescores to what the page said: null, or what differs. */
export async function mismatchOf(recording: LabRecording, model: Model): Promise<string | null> {
  const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
  if (!parsed.ok) return parsed.code;
  const { logit } = recording.lab.verdict;
  const again = await scoreRecording(parsed.value, model);
  if (again.logit === logit) return null;
  const skipped = JSON.stringify(parsed.value.skipped);
  return `page ${logit?.toFixed(3)}, recording ${again.logit?.toFixed(3)}, ${recording.events.length} events, skipped ${skipped}`;
}
