/** What a group of features says, by whether it speaks for a script or for a person. */
export const GROUP_SENTENCES: Readonly<Record<string, readonly [script: string, person: string]>> = {
  pointer_delivery: [
    'Pointer events came as programs send them.',
    'Pointer events came as a device sends them.',
  ],
  click: ['Presses were unlike those of a hand.', 'Presses were as long and as off-centre as a hand’s.'],
  path: ['The pointer’s way was too straight or too even.', 'The pointer’s way curved as a hand’s does.'],
  motion: ['The pointer’s speed was unlike a hand’s.', 'The pointer sped up and slowed down as a hand does.'],
  keys: ['Keys were pressed in a rhythm unlike a person’s.', 'Keys were pressed in a person’s rhythm.'],
  typing: ['Keys came as programs send them.', 'Keys came as a keyboard sends them.'],
  text_entry: ['Text got into fields without being typed.', 'Text got into fields as people enter it.'],
  scroll: ['The page scrolled unlike under a hand.', 'The page scrolled as under a hand.'],
  touch: ['Touches were unlike a finger’s.', 'Touches were as a finger makes them.'],
  flow: [
    'Fields came in an order or haste unlike a person’s.',
    'Fields came in a person’s order, with pauses.',
  ],
  familiarity: ['The data was entered like somebody else’s.', 'The data was entered like one’s own.'],
  stroke_model: [
    'Movements, looked at one by one, were unlike a hand’s.',
    'Movements, looked at one by one, were like a hand’s.',
  ],
  key_profile: ['Single keys had no habits of their own.', 'Single keys had habits, as a typist’s have.'],
  swipe: ['Swipes were unlike a finger’s.', 'Swipes were as a finger makes them.'],
  pointer_jump: [
    'The pointer jumped to where it was needed.',
    'The pointer came to its targets without jumps.',
  ],
};

/** One sentence on what a group adds to the sum. A group that a newer model has is told by its side alone. */
export function groupSentence(code: string, weight: number): string {
  const known = Object.hasOwn(GROUP_SENTENCES, code) ? GROUP_SENTENCES[code] : undefined;
  const [script, person] = known ?? ['Speaks for a script.', 'Speaks for a person.'];
  return weight > 0 ? script : person;
}
