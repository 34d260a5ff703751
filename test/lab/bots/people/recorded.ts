import type { Recording } from '../../../../src/contract/recording.ts';
import { readRecordings } from '../../../../train/data/read.ts';
import type { Random } from '../../../../train/random.ts';

const FOLDER = new URL('../../../../../shared/data/', import.meta.url);
/** Enough movements to play a checkout, none of them twice. */
const MIN_EVENTS = 2000;

export interface Whose {
  readonly random: Random;
  /**
   * Of the people whom the model was fitted on; those of the test set are for reporting alone. @default
   * 'train'
   */
  readonly people?: 'train' | 'test' | undefined;
}

/** A recorded person. Throws when the recordings are not there. */
export async function recorded(
  file: 'sapimouse' | 'hofstra',
  { random, people = 'train' }: Whose,
): Promise<Recording> {
  const found: Recording[] = [];
  for await (const { result } of readRecordings([new URL(`${people}/${file}.ndjson.gz`, FOLDER).pathname])) {
    if (!result.ok) continue;
    const { recording } = result.value;
    if (recording.events.length >= MIN_EVENTS || file === 'hofstra') found.push(recording);
  }
  return random.pick(found);
}
