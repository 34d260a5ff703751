import type { BehaviourEvent, FocusEvent, InputEvent } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, reading, records } from '../group.ts';
import { createRing, createTally } from '../ring.ts';
import { median, share, variation } from '../stats.ts';

/** What moves the focus does so within this, ms: 60 in features.md G8, 108, and a label waits for its click. */
const CAUSE_MS = 250;
/** A field that has the focus before this, ms, was given it by the page. */
const AUTOFOCUS_MS = 500;
/** Coming back to the window gives the focus back within this, ms. */
const RETURN_MS = 1000;
/** A pause this long, ms, parts bursts of actions and is long enough to show a resting hand (features.md G8, 113). */
const SILENCE_MS = 1200;
/** Code in the page that gives a field the focus and writes into it does so within this, ms. */
const SCRIPT_MS = 50;
/** Between the focus that assistive technology gives and its press, ms: .3–4.4 in Chromium 156, more on a busy machine. */
const ACTIVATION_MS = 30;
/** A visitor who hardly moves a mouse is silent between actions without being a machine. */
const MIN_MOVES = 5;
const KEPT = 256;

/** Order and pauses of what is done on the page (features.md G8). */
export function createFlow({ environment, activations }: Context): FeatureGroup<'flow'> {
  let focused = 0;
  let causeless = 0;
  /** Of those, focus that code in the page took in order to write: a password manager's doing where there is a person, too. */
  let scripted = 0;
  const tabbed = createTally();
  const forward = createTally();
  const gaps = createRing<number>(KEPT);
  const bursts = createRing<number>(KEPT);
  const silences = createRing<number>(KEPT);
  let first = Number.NaN;
  let firstAction = Number.NaN;
  /** Something came before the first action: a visit that a tap or a key opens starts with it, whenever the page was loaded. */
  let led = false;
  let lastAction = Number.NaN;
  let lastEvent = Number.NaN;
  /** Longest time without any event since the last action. */
  let silence = 0;
  let burst = 0;
  let hidden = 0;
  let events = 0;
  let moves = 0;
  let pointerCause = Number.NEGATIVE_INFINITY;
  let keyCause = Number.NEGATIVE_INFINITY;
  let returned = Number.NEGATIVE_INFINITY;
  let furthest = Number.NEGATIVE_INFINITY;
  let lastField = Number.NaN;
  /** When the last focus without a cause came. */
  let unexplained = Number.NaN;
  /** Presses and keys that the browser vouches for. */
  let vouched = 0;
  let written = 0;
  let firstInput = Number.NaN;
  let lastInput = Number.NaN;

  const action = (t: number) => {
    if (Number.isNaN(firstAction)) {
      firstAction = t;
      led = events > 1;
    }
    const gap = t - lastAction;
    if (gap >= 0) gaps.push(gap);
    if (gap > SILENCE_MS) {
      bursts.push(burst);
      silences.push(Math.max(silence, t - lastEvent) / gap);
      burst = 0;
    }
    burst += 1;
    silence = 0;
    lastAction = t;
  };
  const focus = ({ t, field }: FocusEvent) => {
    // The same field again is the window's focus coming back, or the page's doing after a press elsewhere. A page gives the
    // focus once when it opens, and the window once when it returns; who moves it more often is neither.
    const opened = Number.isNaN(lastField) && t - first < AUTOFOCUS_MS;
    const given = opened || t - returned <= RETURN_MS || field === lastField;
    returned = Number.NEGATIVE_INFINITY;
    const byPointer = t - pointerCause <= CAUSE_MS;
    const byKey = t - keyCause <= CAUSE_MS;
    unexplained = given || byPointer || byKey ? Number.NaN : t;
    if (!given) focused += 1;
    if (!Number.isNaN(unexplained)) causeless += 1;
    if (!given && (byPointer || byKey)) tabbed.add(keyCause > pointerCause);
    if (field !== lastField) {
      if (!Number.isNaN(lastField)) forward.add(field > furthest);
      furthest = Math.max(furthest, field);
    }
    lastField = field;
  };
  /** Activation through the accessibility API gives the focus first and presses then. */
  const explain = (t: number) => {
    if (!(t - unexplained <= ACTIVATION_MS)) return;
    causeless -= 1;
    unexplained = Number.NaN;
  };
  const input = ({ t, field, change, stack }: InputEvent) => {
    if (stack?.trusted === false && field === lastField && t - unexplained <= SCRIPT_MS) {
      scripted += 1;
      unexplained = Number.NaN;
    }
    if (change <= 0) return;
    // What an extension or the browser's profile fills in is no pace of anybody.
    if (stack?.trusted === false || stack?.autofill) return;
    if (Number.isNaN(firstInput)) firstInput = t;
    lastInput = t;
    written += change;
  };
  const take = (event: BehaviourEvent) => {
    const { t } = event;
    switch (event.kind) {
      case 'move':
        moves += 1;
        return;
      case 'down':
        pointerCause = t;
        if (event.stack?.trusted) vouched += 1;
        if (activations.active) explain(t);
        return action(t);
      case 'up':
      case 'click':
        pointerCause = t;
        return;
      case 'keydown':
        keyCause = t;
        if (event.stack?.trusted) vouched += 1;
        if (!event.stack?.repeat) action(t);
        return;
      case 'input':
        return input(event);
      case 'focus':
        return focus(event);
      case 'hide':
        hidden += 1;
        return;
      case 'show':
        if (hidden > 0) returned = t;
        return;
      default:
    }
  };

  return {
    push(event: BehaviourEvent) {
      events += 1;
      if (Number.isNaN(first)) first = event.t;
      if (event.t >= lastEvent) silence = Math.max(silence, event.t - lastEvent);
      take(event);
      lastEvent = event.t;
    },
    read() {
      const env = environment();
      // Of sources that record no fields the task is unknown, and pauses are the task's.
      const form = records(env, 'focus', 'key', 'button');
      const pauses = gaps.values();
      const lengths = bursts.values();
      const quiet = silences.values();
      // Without a single press or key that the browser vouches for there is nobody whom an extension could serve.
      const served = vouched > 0 ? scripted : 0;
      const entered = focused - served;
      return {
        focus_causeless_share: reading((causeless - served) / entered, entered, 2, form),
        tab_share: reading(tabbed.share, tabbed.n, 3, form),
        order_share: reading(forward.share, forward.n, 3, form),
        first_action_ms: reading(firstAction - first, events, 1, led && form && records(env, 'page')),
        gap_cv: reading(variation(pauses), pauses.length, 8, form),
        silent_share: reading(
          share(quiet, (part) => part > 0.9),
          quiet.length,
          3,
          form && records(env, 'move') && moves >= MIN_MOVES && env.pointer !== 'touch',
        ),
        burst_length: reading(median(lengths), lengths.length, 3, form),
        blur_count: reading(hidden, events, 10, records(env, 'page')),
        character_ms: reading((lastInput - firstInput) / written, written, 10, form && records(env, 'input')),
      };
    },
  };
}
