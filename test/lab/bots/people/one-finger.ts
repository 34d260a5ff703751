import type { Recording, RecordingTuple } from '../../../../src/contract/recording.ts';
import type { Random } from '../../../../train/random.ts';
import { pressesOf } from '../os/typing.ts';
import type { Actor } from '../stage.ts';
import { byMouse } from './mouse.ts';
import { person } from './person.ts';

/**
 * The same presses one after the other, further apart: a finger that looks for each key lifts before it
 * travels.
 */
function slowed(recording: Recording, random: Random): Recording {
  const slower = random.uniform(1.6, 3);
  let t = 0;
  let before = 0;
  const events = pressesOf(recording.events).flatMap(({ gapMs, dwellMs }, index): RecordingTuple[] => {
    t += Math.max(gapMs * slower, before + random.uniform(40, 120));
    before = dwellMs;
    return [
      [t, 'keydown', 'letter', index],
      [t + dwellMs, 'keyup', 'letter', index],
    ];
  });
  return { ...recording, events };
}

export const oneFinger: Actor = person('person-one-finger', {
  note: "a ten-finger typist's presses, stretched and made to follow one another",
  typing: slowed,
  fill: byMouse,
});
