import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Sample } from '../../../train/data/corpus.ts';
import { contacts, keepContacts, pathOf, straightness } from './contacts.ts';

/** What people were doing. */
export type Task =
  | 'pointing'
  | 'dragging'
  | 'questionnaire'
  | 'scrolling on a phone'
  | 'desktop use'
  | 'shop page'
  | 'slider captcha'
  | 'taps to a metronome'
  | 'straight finger strokes'
  | 'curved finger strokes'
  | 'words drawn on a keyboard'
  | 'unlock patterns drawn'
  | 'free text'
  | 'one sentence';

/** People of one recorder at one task. A later model is compared with an earlier one on the same rows. */
export interface ProtocolRow {
  readonly recorder: string;
  readonly task: Task;
  /** Files of ../shared/data. */
  readonly files: readonly string[];
  /**
   * `held out`: the recorder was fitted, these people were not. `never fitted`: nobody of this recorder was;
   * a model that is fitted on it is compared on a fit that leaves the whole recorder out.
   */
  readonly fit: 'held out' | 'never fitted';
  /** Events of the recording that belong to the task; null where it is another task's. */
  readonly select?: (sample: Sample) => readonly BehaviourEvent[] | null;
}

/** Fewer people than this are reported, and no figure is judged by them. */
export const LEAST_PEOPLE = 15;
/** Seconds from the beginning; null is the whole recording. */
export const HORIZONS = [15, 30, null] as const;
/** Shares that no recorder and task may exceed. */
export const GOALS = { high: 0.01, medium: 0.05 } as const;

/**
 * A finger's contact on a line: chord over path. A drag or scroll has .99 at the median, a drawn word .20.
 */
const STRAIGHT = 0.9;
/** A shorter contact is a tap, px. */
const TAP_PX = 20;

const pointer = (kind: 'mouse' | 'touch') => (sample: Sample) =>
  sample.environment.pointer === kind ? sample.events : null;
const ofContacts =
  (isWanted: (contact: readonly BehaviourEvent[]) => boolean) =>
  ({ events }: Sample): readonly BehaviourEvent[] | null => {
    const kept = keepContacts(events, isWanted);
    return contacts(kept).length > 0 ? kept : null;
  };
const isStraight = (contact: readonly BehaviourEvent[]) =>
  pathOf(contact) >= TAP_PX && straightness(contact) >= STRAIGHT;
const isCurved = (contact: readonly BehaviourEvent[]) =>
  pathOf(contact) >= TAP_PX && straightness(contact) < STRAIGHT;
const isDrag = (contact: readonly BehaviourEvent[]) => pathOf(contact) >= TAP_PX;
const tapsOnly = ({ events }: Sample) => {
  const all = contacts(events);
  const taps = all.filter((contact) => pathOf(contact) < TAP_PX);
  return taps.length > 0.8 * all.length ? events : null;
};
const dragsOnly = (sample: Sample) => (tapsOnly(sample) === null ? sample.events : null);

const both = (name: string) => [`train/${name}`, `test/${name}`];

export const PROTOCOL: readonly ProtocolRow[] = [
  { recorder: 'sapimouse', task: 'pointing', files: ['test/sapimouse'], fit: 'held out' },
  {
    recorder: 'sapimouse',
    task: 'dragging',
    files: ['test/sapimouse'],
    fit: 'held out',
    select: ofContacts(isDrag),
  },
  {
    recorder: 'iitkgp',
    task: 'dragging',
    files: both('iitkgp'),
    fit: 'never fitted',
    select: ofContacts(isDrag),
  },
  {
    recorder: 'dlrv',
    task: 'questionnaire',
    files: ['test/dlrv'],
    fit: 'held out',
    select: pointer('mouse'),
  },
  {
    recorder: 'dlrv',
    task: 'scrolling on a phone',
    files: ['test/dlrv'],
    fit: 'held out',
    select: pointer('touch'),
  },
  { recorder: 'hofstra', task: 'free text', files: ['test/hofstra'], fit: 'held out' },
  { recorder: 'how-we-swipe', task: 'words drawn on a keyboard', files: ['test/swipe'], fit: 'held out' },
  {
    recorder: 'how-we-swipe',
    task: 'straight finger strokes',
    files: ['test/swipe'],
    fit: 'held out',
    select: ofContacts(isStraight),
  },
  {
    recorder: 'how-we-swipe',
    task: 'curved finger strokes',
    files: ['test/swipe'],
    fit: 'held out',
    select: ofContacts(isCurved),
  },
  {
    recorder: 'ubc-ipad',
    task: 'straight finger strokes',
    files: both('ubc-ipad'),
    fit: 'never fitted',
    select: dragsOnly,
  },
  {
    recorder: 'ubc-ipad',
    task: 'taps to a metronome',
    files: both('ubc-ipad'),
    fit: 'never fitted',
    select: tapsOnly,
  },
  { recorder: 'opensesame', task: 'pointing', files: both('opensesame'), fit: 'never fitted' },
  { recorder: 'iitkgp', task: 'desktop use', files: both('iitkgp'), fit: 'never fitted' },
  { recorder: 'strokesec', task: 'one sentence', files: ['train/strokesec'], fit: 'never fitted' },
  {
    recorder: 'pattern-lock',
    task: 'unlock patterns drawn',
    files: ['train/pattern-lock'],
    fit: 'never fitted',
  },
  { recorder: 'antiai', task: 'slider captcha', files: ['train/antiai'], fit: 'never fitted' },
  { recorder: 'ui-analyzer', task: 'shop page', files: ['train/ui-analyzer'], fit: 'never fitted' },
  { recorder: 'gousekid', task: 'desktop use', files: ['train/gousekid'], fit: 'never fitted' },
  { recorder: 'tracker-mate', task: 'desktop use', files: ['train/tracker-mate'], fit: 'never fitted' },
];
