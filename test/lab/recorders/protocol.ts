import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { contacts, keepContacts, pathOf, straightness } from '../../../train/data/contacts.ts';
import type { Sample } from '../../../train/data/corpus.ts';

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
   * `held out`: the recorder was fitted, these people were not. `never fitted`: nobody of this recorder was.
   * `left out`: true of a fit without the recorder (`npm run train -- --without NAME --out FOLDER`, given as
   * `--model`); the shipped model was fitted on these people. `fitted`: by every model.
   */
  readonly fit: 'held out' | 'never fitted' | 'left out' | 'fitted';
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
/**
 * Drags of a mouse, each with one move to where it begins: cut from all else, every one of them would be a
 * press where the pointer never went, which no visit has.
 */
const dragsOfMouse = (sample: Sample): readonly BehaviourEvent[] | null =>
  ofContacts(isDrag)(sample)?.flatMap((event): BehaviourEvent[] =>
    event.kind === 'down' ? [{ kind: 'move', t: event.t, x: event.x, y: event.y }, event] : [event],
  ) ?? null;
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
    select: dragsOfMouse,
  },
  {
    recorder: 'iitkgp',
    task: 'dragging',
    files: both('iitkgp'),
    fit: 'never fitted',
    select: dragsOfMouse,
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
    fit: 'left out',
    select: dragsOnly,
  },
  {
    recorder: 'ubc-ipad',
    task: 'taps to a metronome',
    files: both('ubc-ipad'),
    fit: 'left out',
    select: tapsOnly,
  },
  { recorder: 'opensesame', task: 'pointing', files: both('opensesame'), fit: 'never fitted' },
  { recorder: 'iitkgp', task: 'desktop use', files: both('iitkgp'), fit: 'never fitted' },
  { recorder: 'strokesec', task: 'one sentence', files: ['train/strokesec'], fit: 'never fitted' },
  {
    recorder: 'pattern-lock',
    task: 'unlock patterns drawn',
    files: ['train/pattern-lock'],
    fit: 'fitted',
  },
  { recorder: 'antiai', task: 'slider captcha', files: ['train/antiai'], fit: 'fitted' },
  { recorder: 'ui-analyzer', task: 'shop page', files: ['train/ui-analyzer'], fit: 'fitted' },
  { recorder: 'gousekid', task: 'desktop use', files: ['train/gousekid'], fit: 'fitted' },
  { recorder: 'tracker-mate', task: 'desktop use', files: ['train/tracker-mate'], fit: 'fitted' },
];
