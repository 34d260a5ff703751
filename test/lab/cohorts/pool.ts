import type { BehaviourEvent, KeyEvent } from '../../../src/contract/event.ts';
import { openCorpus, readCorpus, type Sample, type Split } from '../../../train/data/corpus.ts';
import type { Random } from '../../../train/random.ts';

/** One person's recordings from one source. */
export interface Person {
  readonly subject: string;
  readonly samples: readonly Sample[];
}

/** The people of one split, by what was recorded of them. */
export interface Pool {
  readonly split: Split;
  /** Moves and buttons. */
  readonly sapimouse: readonly Person[];
  /** Moves, clicks with their element, scrolling; a mouse. */
  readonly dlrv: readonly Person[];
  /** The same with a finger. */
  readonly dlrvTouch: readonly Person[];
  /** Finger contacts: words drawn on a soft keyboard. */
  readonly swipe: readonly Person[];
  /** Keys. */
  readonly hofstra: readonly Person[];
}

/** Fewer moves, clicks or keys than this show nothing that a visit could be made of. */
const LEAST = { move: 150, key: 60 } as const;

const ROOT = new URL('../../../../shared/data', import.meta.url).pathname;

/** Reads the recordings of a split. Throws when they are not there. */
export async function openPool(split: Split, progress: (file: string) => void): Promise<Pool> {
  const corpus = openCorpus(ROOT, split);
  if (!corpus.ok) throw new Error(`recordings are missing: ${corpus.detail}`);
  const found = new Map<string, Sample[]>();
  for (const file of corpus.value) {
    progress(file.name);
    for await (const sample of readCorpus(file)) {
      if (sample.generator !== null || !isRich(sample)) continue;
      const kind = sample.environment.pointer === 'touch' ? 'touch' : 'other';
      const key = `${sample.source}/${kind}`;
      found.set(key, [...(found.get(key) ?? []), sample]);
    }
  }
  const of = (key: string) => byPerson(found.get(key) ?? []);
  return {
    split,
    sapimouse: of('sapimouse/other'),
    dlrv: of('dlrv/other'),
    dlrvTouch: of('dlrv/touch'),
    swipe: of('how-we-swipe/touch'),
    hofstra: of('hofstra/other'),
  };
}

function isRich({ environment, events }: Sample): boolean {
  const keys = environment.recorded.includes('key');
  return events.length >= (keys ? LEAST.key : LEAST.move);
}

function byPerson(samples: readonly Sample[]): Person[] {
  const people = new Map<string, Sample[]>();
  for (const sample of samples) people.set(sample.subject, [...(people.get(sample.subject) ?? []), sample]);
  return [...people].map(([subject, own]) => ({ subject, samples: own }));
}

/** A stretch of one recording, from a random event on, its times starting at 0. */
export function windowOf(person: Person, random: Random, lengthMs: number): readonly BehaviourEvent[] {
  const { events } = random.pick(person.samples);
  const last = events.at(-1)?.t ?? 0;
  const from = random.uniform(0, Math.max(0, last - lengthMs));
  const piece = events.filter(({ t }) => t >= from && t < from + lengthMs);
  const start = piece[0]?.t ?? 0;
  return piece.map((event) => ({ ...event, t: event.t - start }));
}

/** Presses and releases of all of a typist's recordings, one after the other. */
export function keysOf(person: Person): readonly (readonly KeyEvent[])[] {
  return person.samples.map(({ events }) =>
    events.filter((event): event is KeyEvent => event.kind === 'keydown' || event.kind === 'keyup'),
  );
}
