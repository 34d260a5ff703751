import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { contacts, keepContacts, pathOf, straightness } from '../../../train/data/contacts.ts';
import type { Sample } from '../../../train/data/corpus.ts';
import type { Modality } from '../../../train/data/row.ts';

/** People of one recorder stand for the people of one site. */
export interface AlignedSite {
  readonly name: string;
  /** Files of ../shared/data. */
  readonly files: readonly string[];
  readonly modality: Modality;
  /** `never fitted`: nobody of this recorder was fitted. `held out`: others of it were, these people not. */
  readonly fit: 'never fitted' | 'held out';
  /** Events of a recording that belong to the site; null where it is another's. */
  readonly select: (sample: Sample) => readonly BehaviourEvent[] | null;
}

const both = (name: string) => [`train/${name}`, `test/${name}`];
const mouse = ({ environment, events }: Sample) => (environment.pointer === 'mouse' ? events : null);
const all = ({ events }: Sample) => events;
/** A contact on a line has chord over path .99 at the median, a drawn word .20 (FORMAT.md). A tap is less. */
const [STRAIGHT, TAP_PX] = [0.9, 20] as const;
const isDrawn = (contact: readonly BehaviourEvent[]) =>
  pathOf(contact) >= TAP_PX && straightness(contact) < STRAIGHT;
const drawn = ({ events }: Sample) => {
  const kept = keepContacts(events, isDrawn);
  return contacts(kept).length > 0 ? kept : null;
};

export const SITES: readonly AlignedSite[] = [
  { name: 'opensesame', files: both('opensesame'), modality: 'pointer', fit: 'never fitted', select: mouse },
  { name: 'iitkgp', files: both('iitkgp'), modality: 'pointer', fit: 'never fitted', select: mouse },
  { name: 'sapimouse', files: ['test/sapimouse'], modality: 'pointer', fit: 'held out', select: mouse },
  { name: 'dlrv', files: ['test/dlrv'], modality: 'pointer', fit: 'held out', select: mouse },
  { name: 'hofstra', files: ['test/hofstra'], modality: 'keys', fit: 'held out', select: all },
  { name: 'words drawn', files: ['test/swipe'], modality: 'touch', fit: 'held out', select: drawn },
];
