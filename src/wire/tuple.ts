import type { BehaviourEvent, Kind } from '../contract/event.ts';
import type { RecordingTuple } from '../contract/recording.ts';

const POINT = ['x', 'y'];
const KEY = ['class', 'key'];
const FIELD = ['field', 'fieldKind'];
const CLIPBOARD = ['field', 'length'];

/** Members of each kind in the order in which they stand in a recording, after time and kind. */
export const TUPLE: Readonly<Record<Kind, readonly string[]>> = {
  move: POINT,
  down: [...POINT, 'button'],
  up: [...POINT, 'button'],
  click: [...POINT, 'element', 'offsetX', 'offsetY', 'width', 'height'],
  wheel: ['deltaX', 'deltaY'],
  scroll: POINT,
  keydown: KEY,
  keyup: KEY,
  focus: FIELD,
  blur: FIELD,
  input: ['field', 'inputType', 'change'],
  paste: CLIPBOARD,
  copy: CLIPBOARD,
  cut: CLIPBOARD,
  hide: [],
  show: [],
  navigate: [],
};

/** The event as it stands in a recording file. */
export function toTuple(event: BehaviourEvent): RecordingTuple {
  const members = event as unknown as Record<string, unknown>; // read through TUPLE, which names them
  const rest = TUPLE[event.kind].map((name) => members[name]);
  if (members.stack !== undefined) rest.push(members.stack);
  return [event.t, event.kind, ...rest];
}
