import type { Verifier } from '../../../src/server/index.ts';
import type { Effects } from './backend.ts';

/** Requests that a site is sent, by the route they are made for. */
const PARSED = [
  'visit nonce',
  'visit enrol',
  'session nonce',
  'session enrol',
  'form pay',
  'json pay',
  'api pay',
] as const;
/** Routes of a framework whose own parsers read the body. */
export const PARSED_KINDS: readonly Kind[] = PARSED;
export const KINDS = [...PARSED, 'health', 'next pay', 'key set', 'receipt'] as const;
export type Kind = (typeof KINDS)[number];

/** A site with every route that takes what a browser sends, in this process. */
export interface Site {
  readonly verifier: Verifier;
  /** What it can be sent. */
  readonly kinds: readonly Kind[];
  ask(request: Request): Promise<Response>;
  /** A receipt that another service may honour. */
  receipt(): Promise<string>;
  /** What the requests since the last call did, and forgets it. */
  take(): Effects;
  close(): Promise<void>;
}

/** A site that issues no receipts is sent none. */
export const noReceipt = (): Promise<string> => Promise.reject(new Error('this site has no receipts'));
