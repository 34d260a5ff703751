import type { BehaviourEvent, ButtonEvent, Environment } from '../../../src/contract/event.ts';
import { pointerOf } from './strokes.ts';

/** Distinguishes presses by a pointer from those by assistive technology. */
export interface Activations {
  push(event: BehaviourEvent): void;
  /** Whether the press under way, or the last one, was made by the accessibility API. */
  readonly active: boolean;
}

/** A press this far from where the pointer last was, px, was not made there (features.md G1, 20). */
export const JUMP_PX = 3;

/**
 * An activation is over at once: down and up come in one task, .1–1 ms apart as recorded. An injected press
 * is held for 6 ms and more, because its release is a call of its own (features.md §4, 6e). Chosen: between
 * them.
 */
const AT_ONCE_MS = 4;

/**
 * Screen readers, voice control and switch scanners activate a control through the accessibility API.
 * Chromium answers with a trusted press of its own at the control's centre, down and up at once, of pressure
 * 0 and without the pointer having come there; recorded through AT-SPI in Chromium 156 (`npm run lab --
 * cohorts --live`, person-reader-activates). Injected presses come after a move to their place, have pressure
 * .5, or are held. One that was held shows that this visitor presses, and none of the next is an activation.
 */
export function createActivations(environment: () => Environment): Activations {
  let place: { readonly x: number; readonly y: number } | null = null;
  let moved = false;
  let active = false;
  let held = false;
  let since = 0;

  const down = ({ t, x, y, stack }: ButtonEvent) => {
    const jumped = !place || Math.max(Math.abs(x - place.x), Math.abs(y - place.y)) > JUMP_PX;
    active = !held && stack?.trusted === true && stack.pressure === 0 && (jumped || !moved);
    since = t;
    moved = false;
    // The pointer itself stays where it was.
    if (!active) place = { x, y };
  };

  return {
    push(event) {
      if (event.kind === 'up') {
        held ||= active && event.t - since > AT_ONCE_MS + (environment().clockGrainMs ?? 0);
        return;
      }
      if (event.kind !== 'move' && event.kind !== 'down') return;
      if (pointerOf(event, environment()) === 'touch') active = false;
      else if (event.kind === 'down') down(event);
      else {
        moved ||= !place || event.x !== place.x || event.y !== place.y;
        place = { x: event.x, y: event.y };
      }
    },
    get active() {
      return active;
    },
  };
}
