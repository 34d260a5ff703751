import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { CompiledPolicy, Learning, Queue, Reviewer } from '../decide/index.ts';
import type { Frame } from './frame.ts';
import type { ConsoleSettings } from './options.ts';
import type { Chain } from './view.ts';
import type { Day } from './views/day.ts';
import type { Usual } from './views/usual.ts';
import type { Would } from './views/would.ts';
import { readNotice } from './words/notice.ts';

/** What every route of one console shares. */
export interface Site {
  readonly settings: ConsoleSettings;
  /** The last day's decisions, counted once for all pages. */
  readonly day: () => Promise<Day>;
  /** Whether the log is whole. */
  readonly chain: () => Promise<Chain>;
  /** What a policy would have done. */
  readonly would: (policy: CompiledPolicy) => Promise<Would>;
  /** Where nine of ten of the site's visits lie, as far as it is known. */
  readonly usual: () => Usual;
}

/** What the guard has found out of a request. */
export type Env = { Variables: { reviewer: Reviewer } };
export type Asked = Context<Env>;

/** Cookie of who wants no single keys. */
export const KEYS_COOKIE = 'tellsign_keys';

export function frameOf({ settings }: Site, context: Asked): Frame {
  const { path, currency, timeZone, now } = settings;
  const nowMs = now();
  return {
    path,
    reviewer: context.get('reviewer'),
    nowMs,
    currency,
    timeZone,
    hasKeys: getCookie(context, KEYS_COOKIE) !== 'off',
    notice: readNotice(new URL(context.req.url).searchParams, nowMs),
  };
}

/** The queue as who asks sees it. */
export const queueOf = ({ settings }: Site, context: Asked): Queue =>
  settings.decider.queue({ reviewer: context.get('reviewer') });

/** What labels teach, for who asks. */
export const learningOf = ({ settings }: Site, context: Asked): Learning =>
  settings.decider.learning({ reviewer: context.get('reviewer') });

/** Writes to the audit what somebody did; `detail` without personal data. */
export async function log({ settings }: Site, context: Asked, entry: LogEntry): Promise<void> {
  const { what, detail } = entry;
  const by = context.get('reviewer').id;
  await settings.records.log({ atMs: settings.now(), by, what, detail: JSON.stringify(detail) });
}

interface LogEntry {
  readonly what: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
