import { type Browser, chromium, type Page } from 'playwright-core';
import type { AssessRequest } from '../../../src/contract/analyst.ts';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import type { AssessOptions, Tellsign } from '../../../src/page/tellsign.ts';
import { decodeRows } from '../../../src/wire/decode-rows.ts';
import { CHROMIUM_ARGS } from '../../setup/chromium.ts';
import { html, openSite, type Route, type Site } from '../../setup/site.ts';
import { script, WORKER } from '../../setup/stub-worker.ts';

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...CHROMIUM_ARGS] });

export interface Log {
  readonly configs: readonly { readonly environment: Readonly<Record<string, unknown>> }[];
  readonly events: readonly BehaviourEvent[];
  readonly requests: readonly AssessRequest[];
  readonly warmed: number;
}

/** A site with one page; the page gets the built script tag with the given attributes. */
export function openPageSite(
  body: string,
  {
    tag = 'data-privacy="full" data-consent',
    headers = {},
    routes = {},
  }: {
    tag?: string;
    headers?: Readonly<Record<string, string>>;
    routes?: Readonly<Record<string, Route>>;
  } = {},
): Promise<Site> {
  const page = `<!doctype html><title>page</title><body style="margin:0">${body}<script src="/tellsign/tellsign.js" ${tag}></script>`;
  return openSite({
    '/': html(page, headers),
    '/tellsign/worker.js': script(WORKER),
    '/cdn/worker.js': script(WORKER, { 'access-control-allow-origin': '*' }),
    ...routes,
  });
}

type Global = { readonly tellsign: Tellsign };

export const assess = (page: Page, options: AssessOptions = { action: 'pay' }): Promise<Verdict> =>
  page.evaluate((given) => (globalThis as unknown as Global).tellsign.assess(given), options);

/** What the page has told its worker. */
export async function logOf(page: Page): Promise<Log> {
  const result = await page.evaluate(() => (globalThis as unknown as Global).tellsign.recording());
  if (!result.ok) throw new Error(result.code);
  const { rows, ...log } = result.value as unknown as Omit<Log, 'events'> & { rows: (number | null)[] };
  // NaN crosses Playwright's wire as it is.
  return { ...log, events: [...decodeRows(Float64Array.from(rows, (value) => value ?? Number.NaN))] };
}

export const ofKind = <K extends BehaviourEvent['kind']>({ events }: Log, kind: K) =>
  events.filter((event): event is Extract<BehaviourEvent, { readonly kind: K }> => event.kind === kind);
