import type { Hono } from 'hono';
import type { Verifier } from 'tellsign/server';
import type { ShopDecider } from '../decider.ts';
import type { Journal } from '../journal.ts';

/** What the shop needs from outside. */
export interface ShopOptions {
  readonly verifier: Pick<Verifier, 'issueNonce' | 'verify' | 'enrol' | 'visit' | 'knows' | 'confirm'>;
  readonly decider: Pick<ShopDecider, 'decide' | 'label' | 'rulesOf'>;
  readonly journal: Journal;
  /** Folder of the SDK's built files, served under `/tellsign/`. */
  readonly sdkFolder: string;
  /** The console and the shop's login, at `/console`. @default none */
  readonly console?: Hono | undefined;
  /** Clock, epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}
