import type { BehaviourEvent, Environment } from '../../src/contract/event.ts';
import { createRandom } from '../random.ts';
import { slowDown } from '../simulate/slow.ts';
import { type Stroke, type Template, templateOf } from '../simulate/template.ts';
import { type Contact, contactsOf } from '../simulate/touch.ts';
import { tremble } from '../simulate/tremble.ts';
import { type HumanPress, pressesOf } from '../simulate/typing.ts';
import { clipsOf, strokesOf } from './clip.ts';
import { contacts, keepContacts, pathOf, straightness } from './contacts.ts';
import { type CorpusFile, readCorpus, type Sample } from './corpus.ts';
import { type Modality, type Row, type RowHead, rowAtEnd, rowsOf } from './row.ts';

/** A piece of a person's session that a script can borrow its task and recorder from. */
export interface Lender {
  readonly subject: string;
  readonly source: string;
  readonly modality: Modality;
  readonly environment: Environment;
  readonly template: Template;
  readonly contacts: readonly Contact[];
  readonly presses: readonly HumanPress[];
}

/** What training has of people: their rows, and the pieces that scripts may borrow. */
export interface People {
  readonly rows: Row[];
  readonly strokeRows: Row[];
  readonly lenders: Record<Modality, Lender[]>;
}

/** Most pieces of one recording, so that long recordings do not outweigh others. */
const CLIPS = 3;
const STROKE_PIECES = 6;
/** Session lengths counted in movements; the features need 3 at least. */
export const STROKES = { '3 strokes': 3, '10 strokes': 10 } as const;
export const STROKE_HORIZONS = ['3 strokes', '10 strokes'] as const;
/** Share of the pointer recordings that are used with a tremor as well. */
const TREMBLING = 0.5;
/**
 * A finger's contact on a line: chord over path, and its least length, px. Scrolling and dragging has .99 at
 * the median, a drawn word .20 (../shared/data/FORMAT.md).
 */
const STRAIGHT = { chord: 0.9, px: 20 } as const;
/** Share of the texts that are used slowly as well. */
const SLOW = 0.3;
/** Least movements or contacts of a template. */
const LEAST_TASK = 4;

export function modalityOf(sample: Sample): Modality {
  if (sample.environment.recorded.includes('key')) return 'keys';
  return sample.environment.pointer === 'touch' ? 'touch' : 'pointer';
}

export async function readPeople(
  files: readonly CorpusFile[],
  { progress, augmented = false }: { progress(name: string): void; readonly augmented?: boolean },
): Promise<People> {
  const people: People = { rows: [], strokeRows: [], lenders: { pointer: [], keys: [], touch: [] } };
  for (const file of files) {
    progress(file.name);
    for await (const sample of readCorpus(file)) {
      addSample(people, sample);
      if (!augmented) continue;
      addStraight(people, sample);
      if (modalityOf(sample) === 'pointer') addTrembling(people, sample);
      if (modalityOf(sample) === 'keys') addSlow(people, sample);
    }
  }
  return people;
}

function addSample(people: People, sample: Sample): void {
  const modality = modalityOf(sample);
  const { environment, subject, source } = sample;
  const head: RowHead = { automation: false, subject, source, family: 'human', modality, session: sample.id };
  const clips = clipsOf(sample.events, CLIPS);
  clips.forEach((clip, index) => {
    people.rows.push(...rowsOf(clip, environment, { ...head, session: `${sample.id}#${index}` }));
    const lender = lend(clip, sample);
    if (lender !== null) people.lenders[modality].push(lender);
  });
  if (modality !== 'pointer') return;
  for (const horizon of STROKE_HORIZONS) {
    for (const piece of strokesOf(sample.events, STROKES[horizon], STROKE_PIECES)) {
      people.strokeRows.push(rowAtEnd(piece, environment, { ...head, horizon }));
    }
  }
}

/**
 * Whoever draws words draws few lines, and whoever scrolls or drags draws nothing else. So the straight
 * contacts of a recording are used once more by themselves.
 */
function addStraight(people: People, sample: Sample): void {
  if (modalityOf(sample) !== 'touch') return;
  const isStraight = (contact: readonly BehaviourEvent[]) =>
    pathOf(contact) >= STRAIGHT.px && straightness(contact) >= STRAIGHT.chord;
  const all = contacts(sample.events);
  const straight = all.filter(isStraight);
  if (straight.length < LEAST_TASK || straight.length === all.length) return;
  addSample(people, {
    ...sample,
    id: `${sample.id}#straight`,
    events: keepContacts(sample.events, isStraight),
  });
}

/**
 * Some people's hands tremble, and no recording has them. So half of the recordings are used once more with a
 * tremor added to a piece.
 */
function addTrembling(people: People, sample: Sample): void {
  const random = createRandom('tremor', sample.id);
  const clips = clipsOf(sample.events, CLIPS);
  if (clips.length === 0 || !random.chance(TREMBLING)) return;
  const { id, subject, source, environment } = sample;
  const events = tremble(random.pick(clips), random);
  const head: RowHead = {
    automation: false,
    subject,
    source,
    family: 'human',
    modality: 'pointer',
    session: `${id}#tremor`,
  };
  people.rows.push(...rowsOf(events, environment, head));
  // Scripts borrow from these too, so that the added tremor does not distinguish people from scripts.
  const lender = lend(events, sample);
  if (lender !== null) people.lenders.pointer.push(lender);
}

/** Some people look for every key, and no recording has them. So some texts are used once more slowly. */
function addSlow(people: People, sample: Sample): void {
  const random = createRandom('slow', sample.id);
  if (!random.chance(SLOW)) return;
  addSample(people, { ...sample, id: `${sample.id}#slow`, events: slowDown(sample.events, random) });
}

export function lend(events: readonly BehaviourEvent[], sample: Sample): Lender | null {
  const { subject, source, environment } = sample;
  const modality = modalityOf(sample);
  const template = templateOf(events);
  const contacts = modality === 'touch' ? contactsOf(events) : [];
  const presses = modality === 'keys' ? pressesOf(events) : [];
  const strokes = template.steps.filter((step) => step.kind === 'stroke' && step.aimed).length;
  const tapped = contacts.length > 0 ? contacts.length : template.steps.length / 5;
  const task = { pointer: strokes, touch: tapped, keys: presses.length / 5 }[modality];
  return task >= LEAST_TASK ? { subject, source, modality, environment, template, contacts, presses } : null;
}

/** Strokes of everybody, for families that imitate people from their statistics. */
export function strokesOfLenders(lenders: readonly Lender[]): Stroke[] {
  return lenders.flatMap(({ template }) =>
    template.steps.flatMap((step) =>
      step.kind === 'stroke' && step.aimed && step.stroke.t.length >= 6 ? [step.stroke] : [],
    ),
  );
}
