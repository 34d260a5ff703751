import type { BehaviourEvent, FocusEvent, InputEvent } from '../../../src/contract/event.ts';
import type { Context, Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';

/**
 * The cause of a focus comes at most this long before it, ms: 60 in features.md G8, 108, and a label waits
 * for its click.
 */
const CAUSE_MS = 250;
/**
 * Focus within this time from the first event, ms, was set by the page. Chosen: a page runs its scripts in
 * that time.
 */
const AUTOFOCUS_MS = 500;
/**
 * When the visitor returns to the window, the browser restores the focus within this, ms. Chosen: generous,
 * because it helps no script.
 */
const RETURN_MS = 1000;
/**
 * Code that gives a field the focus and writes into it does so within this, ms. Chosen: a task of the page's
 * own.
 */
const SCRIPT_MS = 50;
/**
 * From the focus that assistive technology gives to its press, ms: .3–4.4 in Chromium 156, more on a busy
 * machine.
 */
const ACTIVATION_MS = 30;

/** How fields get the focus: by pointer, by key, or without a cause. */
export function createEntries({
  activations,
}: Context): Tracker<Readonly<Record<'focus_causeless_share' | 'tab_share', Statistic>>> {
  const tabbed = createTally();
  let entered = 0;
  let causeless = 0;
  /** Of those, focus that code set in order to write. With a person present that is a password manager's. */
  let scripted = 0;
  /** Trusted presses and keys. */
  let vouched = 0;
  let first = Number.NaN;
  let pointerCause = Number.NEGATIVE_INFINITY;
  let keyCause = Number.NEGATIVE_INFINITY;
  let hidden = false;
  let returned = Number.NEGATIVE_INFINITY;
  let lastField = Number.NaN;
  /** When the last focus without a cause came. */
  let unexplained = Number.NaN;

  const focus = ({ t, field }: FocusEvent) => {
    // Focus on the same field again comes from the window, or from the page after a press elsewhere. A page
    // sets the focus once when it opens, and the window restores it once when it returns; more often it is a
    // script.
    const opened = Number.isNaN(lastField) && t - first < AUTOFOCUS_MS;
    const given = opened || t - returned <= RETURN_MS || field === lastField;
    const caused = t - pointerCause <= CAUSE_MS || t - keyCause <= CAUSE_MS;
    returned = Number.NEGATIVE_INFINITY;
    lastField = field;
    unexplained = given || caused ? Number.NaN : t;
    if (given) return;
    entered += 1;
    if (caused) tabbed.add(keyCause > pointerCause);
    else causeless += 1;
  };
  /** Activation through the accessibility API sets the focus first and then presses. */
  const explain = (t: number) => {
    if (!activations.active || !(t - unexplained <= ACTIVATION_MS)) return;
    causeless -= 1;
    tabbed.add(false);
    unexplained = Number.NaN;
  };
  const input = ({ t, field, stack }: InputEvent) => {
    if (stack?.trusted !== false || field !== lastField || !(t - unexplained <= SCRIPT_MS)) return;
    scripted += 1;
    unexplained = Number.NaN;
  };
  const follow = (event: BehaviourEvent) => {
    switch (event.kind) {
      case 'down':
      case 'up':
      case 'click':
        pointerCause = event.t;
        if (event.kind === 'down') explain(event.t);
        return;
      case 'keydown':
        keyCause = event.t;
        return;
      case 'input':
        return input(event);
      case 'focus':
        return focus(event);
      case 'hide':
        hidden = true;
        return;
      case 'show':
        if (hidden) returned = event.t;
        return;
      default:
    }
  };

  return {
    push(event) {
      if (Number.isNaN(first)) first = event.t;
      if ((event.kind === 'down' || event.kind === 'keydown') && event.stack?.trusted) vouched += 1;
      follow(event);
    },
    read() {
      // Without a trusted press or key there is no person whom a password manager could serve.
      const served = vouched > 0 ? scripted : 0;
      const n = entered - served;
      return {
        focus_causeless_share: { value: (causeless - served) / n, n },
        tab_share: tabbed.read(),
      };
    },
  };
}
