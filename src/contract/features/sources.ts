/** A list of observations that the extractor keeps or counts, and that features are computed from. */
export interface SourceSpec {
  /** What is in the list. */
  readonly of: string;
  /**
   * Lists that this one is taken from, with the least number of their entries for each entry of this one. A
   * rule of the server follows: with 1, a feature that needs 5 entries here implies one that needs 5 there.
   */
  readonly within?: Readonly<Record<string, number>>;
}

/** Every source by its name. The page does not load this: its rows carry the names only. */
export const SOURCES = {
  'pointer events': { of: 'pointer events of which the browser says whether it made them' },
  'mouse moves': { of: 'moves of a mouse that carry stack fields' },
  'coalesced moves': {
    of: 'mouse moves that say how many samples they bundle',
    within: { 'mouse moves': 1 },
  },
  'raw moves': {
    of: 'coalesced moves that say how many raw updates came before',
    within: { 'coalesced moves': 1 },
  },
  'fast moves': { of: 'coalesced moves faster than 500 px/s', within: { 'coalesced moves': 1 } },
  'move steps': {
    of: 'times of 1–100 ms between neighbouring mouse moves',
    within: { 'mouse moves': 1 },
  },
  'pointer delays': { of: 'times from a mouse event to its delivery, the last 128' },
  'button pressures': { of: 'pressures of mouse buttons going down' },
  'mouse presses': { of: 'presses of a mouse after its first event' },

  rests: { of: 'times from the last move to the press after it, the last 64' },
  'held clicks': { of: 'presses of at most 1 s and 10 px, the last 64' },
  'later presses': { of: 'presses after the first, the last 64' },
  targets: { of: 'clicks on targets of at least 16 px, the last 64' },
  hovers: { of: 'targets that the pointer was seen to come onto', within: { targets: 1 } },

  strokes: { of: 'movements of mouse or pen from rest to rest, the last 64' },
  'open strokes': { of: 'strokes that do not end where they began', within: { strokes: 1 } },
  'bent strokes': { of: 'strokes that turn at all', within: { strokes: 1 } },
  'unevenly bent strokes': { of: 'bent strokes whose turns differ', within: { 'bent strokes': 1 } },
  'long strokes': { of: 'strokes with a fast part of 133 ms and 30 px', within: { strokes: 1 } },
  'later strokes': { of: 'strokes after the first', within: { strokes: 1 } },
  'curved strokes': { of: 'strokes with six places that bend and move', within: { strokes: 1 } },
  'accelerated strokes': { of: 'strokes long enough to correlate acceleration', within: { strokes: 1 } },

  'mouse ways': { of: 'movements of a mouse over at least 40 px, the last 64' },
  'short ways': { of: 'mouse ways of three to nine samples', within: { 'mouse ways': 1 } },

  'typed keys': { of: 'presses of keys that write or edit' },
  presses: { of: 'presses of keys that write, the last 192', within: { 'typed keys': 1 } },
  holds: { of: 'times that the presses were held', within: { presses: 1 } },
  pauses: { of: 'times of at most 2 s from press to press', within: { presses: 1 } },
  'holds after pauses': { of: 'presses with both times', within: { holds: 1, pauses: 1 } },
  'key repeats': { of: 'holds of a key that was held before', within: { holds: 1 } },
  'pair repeats': { of: 'pauses between two keys that followed one another before', within: { pauses: 1 } },
  'word starts': { of: 'pauses before words, or inside words if they are fewer', within: { pauses: 2 } },
  'number gaps': { of: 'long pauses inside long numbers' },
  'known and other pauses': { of: 'pauses in personal fields, or in others if they are fewer' },
  corrections: { of: 'times from a key to the edit that follows, the last 128' },

  'key events': { of: 'key events of which the browser says whether it made them' },
  'shifted keys': { of: 'presses that write what Shift writes' },
  'coded keys': { of: 'presses that may name a physical key' },
  'closed keys': { of: 'presses whose release was seen or is overdue, and releases without a press' },
  'answered keys': { of: 'presses that should write into a field' },
  'key delays': { of: 'times from a key event to its delivery, the last 128' },

  'inserted characters': { of: 'characters added to fields, at most 64 an insertion' },
  'input events': { of: 'input events of which the browser says whether it made them' },
  'field switches': { of: 'input events in another field than the one before' },

  scrollings: { of: 'runs of scroll events' },
  'scroll steps': { of: 'distances from scroll event to scroll event, the last 256' },
  'answered notches': { of: 'turns of the wheel that scrolled the page' },
  notches: { of: 'turns of a wheel, the last 64' },
  'notch gaps': { of: 'times of at most 1 s between turns of a wheel, the last 64', within: { notches: 1 } },

  'contact sizes': { of: 'touches that have an area, of the last 64' },
  'contact pressures': { of: 'touches that have a pressure, if not all the same, of the last 64' },
  taps: { of: 'touches of at most 500 ms and 10 px, of the last 64' },
  swipes: { of: 'touches that move far enough to have a shape, of the last 64' },
  'open swipes': { of: 'swipes that do not end where they began', within: { swipes: 1 } },
  'bent swipes': { of: 'swipes whose turns differ', within: { swipes: 1 } },
  'long swipes': { of: 'swipes with a fast part of 133 ms and 30 px', within: { swipes: 1 } },
  'accelerated swipes': { of: 'swipes long enough to correlate acceleration', within: { swipes: 1 } },
  'shaken swipes': { of: 'swipes long enough to measure shaking', within: { swipes: 1 } },

  events: { of: 'events of any kind' },
  'led events': { of: 'events, if the first of them is no press and no key', within: { events: 1 } },
  entries: { of: 'times that a field got the focus, but for those the page gave' },
  'entries by hand': { of: 'entries by pointer, key or assistive technology' },
  'field changes': { of: 'times that the focus moved to another field' },
  'action gaps': { of: 'times from press or key to the next, the last 256' },
  silences: { of: 'action gaps longer than 1.2 s', within: { 'action gaps': 1 } },
  'watched silences': {
    of: 'silences of a visitor who moves the mouse at all',
    within: { silences: 1 },
  },
  'written characters': { of: 'characters written by hand' },
  hesitations: { of: 'times of at most 30 s from a key to the next press, the last 128' },
  wanderings: { of: 'movements without purpose between actions, the last 128' },
  'move gaps': { of: 'times of 1–70 ms between moves, the last 128' },
} as const satisfies Readonly<Record<string, SourceSpec>>;

export type Source = keyof typeof SOURCES;
