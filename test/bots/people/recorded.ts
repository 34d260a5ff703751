import type { Recording } from '../../../src/contract/recording.ts';
import type { Random } from '../../../train/random.ts';
import { readRecordings } from '../../../train/read.ts';

/** The people whom the model was fitted on; those of the test set are for reporting alone. */
const FOLDER = new URL('../../../../shared/data/train/', import.meta.url);
/** Enough movements to play a checkout, none of them twice. */
const MIN_EVENTS = 2000;

/** A recorded person of the training set. Throws when the recordings are not there. */
export async function recorded(file: 'sapimouse' | 'hofstra', random: Random): Promise<Recording> {
  const found: Recording[] = [];
  for await (const { result } of readRecordings([new URL(`${file}.ndjson.gz`, FOLDER).pathname])) {
    if (!result.ok) continue;
    const { recording } = result.value;
    if (recording.events.length >= MIN_EVENTS || file === 'hofstra') found.push(recording);
  }
  return random.pick(found);
}
