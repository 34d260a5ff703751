import type { Attack } from '../attack.ts';
import { averageEvidence } from './average-evidence.ts';
import { changedCart } from './changed-cart.ts';
import { clocks } from './clocks.ts';
import { cookieName } from './cookie-name.ts';
import { copiedSession } from './copied-session.ts';
import { foreignForm } from './foreign-form.ts';
import { implausible } from './implausible.ts';
import { junk } from './junk.ts';
import { longBody } from './long-body.ts';
import { loyalKey } from './loyal-key.ts';
import { manySuccessors } from './many-successors.ts';
import { misspeltOption } from './misspelt-option.ts';
import { oneRecording } from './one-recording.ts';
import { oneTimeCode } from './one-time-code.ts';
import { racedOutage } from './raced-outage.ts';
import { receipts } from './receipts.ts';
import { retriedOrder } from './retried-order.ts';

/** Every row of the table, in its order. */
export const ATTACKS: readonly Attack[] = [
  changedCart,
  averageEvidence,
  copiedSession,
  oneRecording,
  manySuccessors,
  racedOutage,
  foreignForm,
  cookieName,
  implausible,
  retriedOrder,
  receipts,
  longBody,
  oneTimeCode,
  junk,
  clocks,
  loyalKey,
  misspeltOption,
];
