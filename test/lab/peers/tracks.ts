import type { Recording } from '../../../src/contract/recording.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { readCorpus, type Sample } from '../../../train/data/corpus.ts';
import { openRecordings } from '../../../train/data/training.ts';
import type { Track } from './delbot.ts';

/** Recorded moves by what they are for. */
export interface Tracks {
  readonly people: readonly Track[];
  readonly bots: readonly Track[];
  /** People that no fit of anything has seen, by recorder. */
  readonly test: readonly { readonly source: string; readonly track: Track }[];
}

/** Null without the recordings. */
export async function readTracks(): Promise<Tracks | null> {
  const recordings = openRecordings();
  if (!recordings.ok) return null;
  const { train, bots, test } = recordings.value;
  const mouse = (sample: Sample): boolean => sample.environment.pointer === 'mouse';
  const of = async (files: Parameters<typeof readCorpus>[0][]): Promise<Sample[]> => {
    const samples: Sample[] = [];
    for (const file of files)
      for await (const sample of readCorpus(file)) if (mouse(sample)) samples.push(sample);
    return samples;
  };
  return {
    people: (await of([...train])).map(trackOfSample),
    bots: (await of([...bots])).map(trackOfSample),
    test: (await of([...test])).map((sample) => ({ source: sample.source, track: trackOfSample(sample) })),
  };
}

function trackOfSample({ environment: { viewport }, events }: Pick<Sample, 'environment' | 'events'>): Track {
  const [width = 1536, height = 864] = viewport ?? [];
  return {
    width,
    height,
    moves: events.flatMap((event) => (event.kind === 'move' ? [[event.t, event.x, event.y] as const] : [])),
  };
}

/** The moves of a lab recording; null when it does not parse. */
export function trackOf(recording: Recording): Track | null {
  const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
  return parsed.ok ? trackOfSample(parsed.value) : null;
}
