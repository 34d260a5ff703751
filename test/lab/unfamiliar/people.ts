import type { BehaviourEvent, Environment } from '../../../src/contract/event.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { readCorpus } from '../../../train/data/corpus.ts';
import { createRandom } from '../../../train/random.ts';
import type { UnfamiliarLine } from '../../../train/report/card-unfamiliar.ts';
import { createClockGrain } from '../../../worker/features/clock-grain.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';
import { toRecording } from '../cohorts/desk.ts';
import { KINDS } from '../cohorts/kinds/index.ts';
import { openPool } from '../cohorts/pool.ts';
import { probed } from '../cohorts/score.ts';
import { PROTOCOL, type ProtocolRow } from '../recorders/protocol.ts';
import { lineOf, type SeenModel, type Visit } from './seen.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;

/** People at tasks (`npm run lab -- recorders`), but those that every model was fitted on. */
export async function measureTasks(
  model: SeenModel,
  progress: (name: string) => void,
): Promise<UnfamiliarLine[]> {
  const lines: UnfamiliarLine[] = [];
  for (const row of PROTOCOL) {
    const { recorder, task, fit, files } = row;
    if (fit === 'fitted') continue;
    // The shipped model was fitted on people of a recorder that a model can be made without.
    const fresh = fit === 'left out' ? files.filter((name) => name.startsWith('test/')) : files;
    progress(`${recorder}, ${task}`);
    const never = fit === 'never fitted' ? ', recorder never fitted' : '';
    const visits = await readVisits({ ...row, files: fresh }, model);
    lines.push(lineOf(visits, model, { part: 'task', name: `${recorder}, ${task}${never}` }));
  }
  return lines;
}

/** Every recording of a recorder's people at a task, or its first seconds. */
export async function readVisits(
  { files, select }: Pick<ProtocolRow, 'files' | 'select'>,
  model: SeenModel,
  seconds = Number.POSITIVE_INFINITY,
): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const name of files)
    for await (const sample of readCorpus({ name, path: `${DATA}${name}.ndjson.gz`, sha256: '' })) {
      const events = select ? select(sample) : sample.events;
      if (sample.generator !== null || events === null) continue;
      const end = (events[0]?.t ?? 0) + 1000 * seconds;
      const early = events.filter(({ t }) => t <= end);
      visits.push(visitOf(early, { ...sample, people: [sample.subject], model }));
    }
  return visits;
}

/** Sessions of each kind of people, built from recordings of test people. */
export async function measureKinds(
  model: SeenModel,
  sessions: number,
  progress: (name: string) => void,
): Promise<UnfamiliarLine[]> {
  const pool = await openPool('test', () => undefined);
  return KINDS.map((kind) => {
    progress(kind.kind);
    const visits = Array.from({ length: sessions }, (_, index) => {
      const built = kind.build(pool, createRandom(index, 'cohorts', pool.split, kind.kind));
      const id = `cohorts/${kind.kind}/${index}`;
      const recording = probed(toRecording(built, { id, source: `cohorts-${pool.split}` }));
      const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
      if (!parsed.ok) throw new Error(`${id}: ${parsed.code}`);
      const { environment, events } = parsed.value;
      return visitOf(events, { environment, people: recording.subject.split('+'), model });
    });
    return lineOf(visits, model, { part: 'kind', name: kind.kind });
  });
}

interface Whose {
  readonly environment: Environment;
  readonly people: readonly string[];
  readonly model: SeenModel;
}

function visitOf(
  events: readonly BehaviourEvent[],
  { environment, people, model: { manifest } }: Whose,
): Visit {
  const clockGrainMs = createClockGrain()(events);
  const extractor = createFeatureExtractor(
    clockGrainMs === undefined ? environment : { ...environment, clockGrainMs },
  );
  const start = events[0]?.t ?? 0;
  for (const event of events) extractor.push({ ...event, t: event.t - start });
  return { evidence: quantise(extractor.read(), manifest), people };
}
