import type { BehaviourEvent, Environment } from '../src/contract/event.ts';
import type { Recording, RecordingTuple } from '../src/contract/recording.ts';
import { toTuple } from '../src/wire/recording.ts';

/** The event log behind `recording()`; kept in `debug` only. */
export interface Journal {
  push(event: BehaviourEvent): void;
  export(id: string, environment: Environment): Recording;
}

/** Chosen: about an hour of a busy mouse. Later events are left out, so that the recording stays valid. */
const MAX_EVENTS = 200_000;

/** An event log that stops growing at `MAX_EVENTS`. */
export function createJournal(): Journal {
  const events: RecordingTuple[] = [];
  return {
    push(event) {
      if (events.length < MAX_EVENTS) events.push(toTuple(event));
    },
    export(id, { recorded, pointer, viewport, ...probes }) {
      return {
        id,
        source: 'tellsign',
        subject: id,
        label: null,
        generator: null,
        pointer,
        viewport,
        recorded: [...recorded],
        environment: probes,
        events: [...events],
      };
    },
  };
}
