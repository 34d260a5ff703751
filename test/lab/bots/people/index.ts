import type { Actor } from '../stage.ts';
import { assisted } from './assisted.ts';
import { autofill } from './autofill.ts';
import { changed } from './changed.ts';
import { coarseClocks } from './coarse-clock.ts';
import { dictation } from './dictation.ts';
import { inputMethod } from './input-method.ts';
import { keyboard } from './keyboard.ts';
import { managers } from './manager.ts';
import { mouse } from './mouse.ts';
import { oneFinger } from './one-finger.ts';
import { paste } from './paste.ts';
import { phone } from './phone.ts';
import { screenReader } from './screen-reader.ts';

/** Every kind of person of the survey. */
export const PEOPLE: readonly Actor[] = [
  mouse,
  keyboard,
  oneFinger,
  paste,
  ...managers,
  autofill,
  dictation,
  screenReader,
  phone,
  ...coarseClocks,
  ...assisted,
  inputMethod,
  ...changed,
];
