import type { Level } from '../../../src/contract/verdict.ts';
import type { LogLine } from '../../e2e/shop.ts';
import type { LabRecording } from './recording.ts';
import type { Parameters, Setting } from './stage.ts';

/** What came of one visit. */
export interface Outcome {
  readonly actor: string;
  readonly page: string;
  readonly session: number;
  readonly setting: Setting;
  readonly parameters: Parameters;
  readonly level: Level | 'missing';
  /** Null when the backend scored nothing. */
  readonly logit: number | null;
  /** What the backend decided; null when nothing reached it. */
  readonly line: Omit<LogLine, 'at' | 'action'> | null;
  /** The visit up to its verdict, labelled; null when the page handed none. */
  readonly recording: LabRecording | null;
  /** What differs between the page's verdict and the recording's score, or null. */
  readonly mismatch: string | null;
  /** Why the actor did not come to the end. */
  readonly error: string | null;
}
