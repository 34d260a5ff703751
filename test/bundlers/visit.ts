import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Verdict } from '../../src/contract/verdict.ts';
import type { Tellsign } from '../../src/page/tellsign.ts';
import { openVisit } from '../e2e/browser.ts';
import type { Stack } from './stacks.ts';

/** What a visitor's checkout came to. */
export interface Outcome {
  /** Which engine scored the verdict that was paid with. */
  readonly engine: string | null;
  /** State of onnxruntime-web, and what it says of a refusal. */
  readonly ort: string;
  readonly degraded: readonly string[];
  /** What the backend logged of the payment. */
  readonly payment: { readonly ok: boolean; readonly action?: string; readonly code?: string };
  /** What the page showed after it. */
  readonly answer: string;
  /** What the page's policy refused. */
  readonly violations: readonly string[];
  readonly policy: string;
}

interface Site {
  readonly origin: string;
  readonly folder: string;
  /** What the backend has printed. */
  readonly log: () => string;
}

type Told = Pick<Verdict, 'engine' | 'degraded'>;
type Window = { readonly tellsign?: Tellsign; readonly told?: (verdict: Told) => void };
/**
 * For every wait. Next's dev server compiles a page when it is asked for, and anew after an edit: seconds, or
 * more than a minute on a machine with ten times the work that it has cores for.
 */
const LIMIT_MS = 180_000;
const PAUSE_MS = 100;

/** Fills the checkout, waits until onnxruntime-web runs, pays, and tells what page and backend say. */
export async function visit({ path = '/', edit }: Stack, { origin, folder, log }: Site): Promise<Outcome> {
  const { page, close } = await openVisit();
  page.setDefaultTimeout(LIMIT_MS);
  page.setDefaultNavigationTimeout(LIMIT_MS);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  const until = <T>(what: string, look: () => Promise<T | undefined> | T | undefined) =>
    found(look, () => `${what}; the page said:\n${said.join('\n')}\nthe backend said:\n${log()}`);
  try {
    const response = await page.goto(origin + path);
    const type = () => page.type('input[name=name]', 'Ada Lovelace');
    // A client watches from the first key on that it sees.
    await until('no client', () => page.evaluate(() => Boolean((window as Window).tellsign) || undefined));
    await type();
    if (edit) {
      await change(page, join(folder, edit.file), edit);
      // The page may have made a new client, which waits for its first key.
      await type();
    }
    const ort = await until('onnxruntime-web neither started nor was refused', () => ortOf(page));
    const verdicts = await listen(page);
    await page.click('button');
    const { engine, degraded } = await until('no verdict', () => verdicts[0]);
    const payment = await until('no payment', () => paymentIn(log()));
    const answer = await until('no answer', () => answerOf(page));
    const violations = said.filter((text) => /Content.Security.Policy/i.test(text));
    const policy = response?.headers()['content-security-policy'] ?? '';
    return { engine, ort, degraded, payment, answer, violations, policy };
  } finally {
    await close();
  }
}

/** What the look finds once it finds something. @throws Error with what is to be said when it does not */
async function found<T>(look: () => Promise<T | undefined> | T | undefined, say: () => string): Promise<T> {
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > until) throw new Error(say());
    await delay(PAUSE_MS);
  }
}

const ortOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    const result = await (window as Window).tellsign?.inspect();
    if (!result?.ok) return result?.code;
    const { ort, ortDetail } = result.value;
    return ort === 'ready' ? ort : ort === 'refused' ? `refused: ${ortDetail}` : undefined;
  });

/** The verdicts that the page is told of from here on, even when it leaves at once. */
async function listen(page: Page): Promise<readonly Told[]> {
  const verdicts: Told[] = [];
  await page.exposeFunction('told', (verdict: Told) => verdicts.push(verdict));
  await page.evaluate(() => {
    const { tellsign, told } = window as Window;
    tellsign?.on('verdict', ({ engine, degraded }) => told?.({ engine, degraded }));
  });
  return verdicts;
}

/** What the checkout shows in its `output`, or the text of the page it went to. */
const answerOf = (page: Page): Promise<string | undefined> =>
  page
    .evaluate(() => {
      const form = document.querySelector('form');
      return (form ? form.querySelector('output') : document.body)?.textContent || undefined;
    })
    .catch(() => undefined);

/** The backend's own line: `{"ok":…}`. */
function paymentIn(log: string): Outcome['payment'] | undefined {
  const line = log.split('\n').find((text) => text.startsWith('{"ok":'));
  return line === undefined ? undefined : JSON.parse(line);
}

/** Edits a source file and waits until the open page shows it, with what its visitor has typed. */
async function change(page: Page, file: string, { from, to }: NonNullable<Stack['edit']>): Promise<void> {
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, source.replace(from, to));
  await page.getByText(to.replace(/[<>]/g, ''), { exact: true }).waitFor();
}
