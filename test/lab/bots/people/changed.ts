import type { Recording } from '../../../../src/contract/recording.ts';
import { parseRecording, toTuple } from '../../../../src/wire/recording.ts';
import type { Random } from '../../../../train/random.ts';
import type { Change } from '../../cohorts/change/change.ts';
import { rate } from '../../cohorts/change/rate.ts';
import { remote } from '../../cohorts/change/remote.ts';
import { tremor } from '../../cohorts/change/tremor.ts';
import type { Actor } from '../stage.ts';
import { byMouse } from './mouse.ts';
import { person } from './person.ts';

/**
 * A recording as another hand, mouse or connection would have made it; how a browser delivers it is left to
 * the browser.
 */
const by =
  (change: Change) =>
  (recording: Recording, random: Random): Recording => {
    const parsed = parseRecording(recording);
    if (!parsed.ok) throw new Error(parsed.code);
    const { events, environment } = parsed.value;
    const changed = change({ people: [recording.subject], environment, events }, random);
    return { ...recording, events: changed.events.map(toTuple) };
  };

/** Mouse users as in the volume leg, played in a browser. */
export const changed: readonly Actor[] = [
  ...[60, 125, 500, 1000].map((hertz) =>
    person(`person-mouse-${hertz}`, {
      note: 'interpolated to this rate; xdotool and a busy machine reach less than 1000 Hz',
      pointing: by(rate(hertz)),
      fill: byMouse,
    }),
  ),
  person('person-tremor', {
    note: '4–12 Hz laid over a recorded hand',
    pointing: by(tremor),
    fill: byMouse,
  }),
  person('person-remote-desktop', {
    note: 'a recorded hand and typist on a beat of 15–40 ms',
    pointing: by(remote),
    typing: by(remote),
    fill: byMouse,
  }),
  person('person-zoom', {
    note: 'device scale factor of 1.25–2',
    // Three of six screens drawn are plain ones.
    dpr: (drawn) => (drawn === 1 ? 1.75 : drawn),
    fill: byMouse,
  }),
];
