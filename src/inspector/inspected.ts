import type { Tellsign } from '../index.ts';

/** What the inspector asks of a client. */
export type Inspected = Pick<Tellsign, 'inspect' | 'recording' | 'resume'>;
