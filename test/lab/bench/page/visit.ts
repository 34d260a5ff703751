import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Probe, Tab } from '../cdp.ts';
import { median } from '../statistics.ts';

/**
 * What one visit cost the page. Script time is the main thread's own (`threadTicks`), so that other work on
 * the machine counts little.
 */
export interface Cost {
  /** Script from the start of loading until it has settled, ms. */
  readonly loadMs: number;
  /** Script for each input event sent, µs. */
  readonly eventMicros: number;
  /** Script for each second of input, ms. */
  readonly secondMs: number;
  /** Tasks over 50 ms in the whole visit. */
  readonly longTasks: number;
  /**
   * Interaction to next paint, ms: the slowest of a visit's presses and keys, without one in fifty. Browsers
   * give it in steps of 8.
   */
  readonly inpMs: number;
  /**
   * From an interaction to the end of its handlers, ms, median: the part of the above that is script and not
   * drawing.
   */
  readonly handledMs: number;
  /** JavaScript heap of the main thread once settled, after a collection, KB. */
  readonly heapKb: number;
  /** What the input added to it, garbage included, KB. */
  readonly growthKb: number;
  /**
   * Resident memory of the page's process at the end, MB: of the process that worked most. NaN where the
   * system has no /proc.
   */
  readonly processMb: number;
}

/** Two seconds after load the worker has been started too. */
const SETTLE_MS = 3500;
/** The last events leave the page ten seconds after they happened (`batch.ts`); that counts too. */
const WAKE_MS = 11_000;
const KEY = { key: 'a', code: 'KeyA', text: 'a', windowsVirtualKeyCode: 65 };

async function metricOf(tab: Tab, name: 'ScriptDuration' | 'JSHeapUsedSize'): Promise<number> {
  type Metrics = { readonly metrics: readonly { readonly name: string; readonly value: number }[] };
  const { metrics } = await tab.send<Metrics>('Performance.getMetrics');
  return metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
}

const mouse = (tab: Tab, type: string, x: number, y: number, extra: object = {}) =>
  tab.send('Input.dispatchMouseEvent', { type, x, y, ...extra });

async function press(tab: Tab, x: number, y: number): Promise<void> {
  const button = { button: 'left', clickCount: 1 };
  await mouse(tab, 'mousePressed', x, y, button);
  await mouse(tab, 'mouseReleased', x, y, button);
}

/**
 * The input of `../shared/browsers.md`: moves at so many hertz, and for every 24 of them a key, for 73 a
 * wheel notch, for 185 a click. Resolves with the number of input events sent.
 */
async function play(tab: Tab, { moves, hertz }: Input): Promise<number> {
  const sent: Promise<unknown>[] = [];
  const start = performance.now();
  for (let step = 0; step < moves; step += 1) {
    const x = 400 + Math.round(300 * Math.sin(step / 40));
    const y = 300 + Math.round(200 * Math.cos(step / 55));
    sent.push(mouse(tab, 'mouseMoved', x, y));
    if (step % 24 === 23) {
      sent.push(tab.send('Input.dispatchKeyEvent', { type: 'keyDown', ...KEY }));
      sent.push(tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...KEY }));
    }
    if (step % 73 === 72)
      sent.push(mouse(tab, 'mouseWheel', x, y, { deltaX: 0, deltaY: step % 146 === 72 ? 120 : -120 }));
    // The press goes where the field is, so that the next keys are typed into it.
    if (step % 185 === 184) {
      const button = { button: 'left', clickCount: 1 };
      sent.push(mouse(tab, 'mousePressed', 120, 26, button), mouse(tab, 'mouseReleased', 120, 26, button));
    }
    const late = start + ((step + 1) * 1000) / hertz - performance.now();
    if (late > 0) await delay(late);
  }
  await Promise.all(sent);
  return sent.length;
}

/** Entries the browser kept of itself; asked for only after the input. */
async function countLongTasks(tab: Tab): Promise<number> {
  return evaluate<number>(
    tab,
    `new Promise((resolve) => {
      let count = 0;
      new PerformanceObserver((list) => { count += list.getEntries().length; }).observe({ type: 'longtask', buffered: true });
      setTimeout(() => resolve(count), 200);
    })`,
  );
}

async function evaluate<T>(tab: Tab, expression: string): Promise<T> {
  const options = { expression, awaitPromise: true, returnByValue: true };
  const { result } = await tab.send<{ readonly result: { readonly value: T } }>('Runtime.evaluate', options);
  return result.value;
}

/**
 * Runs in every page, the control too. Keeps the longest event of each interaction, because the browser keeps
 * only slow ones.
 */
const WATCH_INTERACTIONS = `{
  const longest = window.benchInteractions = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, startTime, processingEnd } of list.getEntries()) {
      const [most, handled] = longest.get(interactionId) || [0, 0];
      if (interactionId) longest.set(interactionId, [Math.max(duration, most), Math.max(processingEnd - startTime, handled)]);
    }
  }).observe({ type: 'event', durationThreshold: 16 });
}`;

/** Interactions under 16 ms are not reported, and count as 16. */
async function interactionsOf(tab: Tab): Promise<Pick<Cost, 'inpMs' | 'handledMs'>> {
  const [told, count] = await evaluate<readonly [(readonly [number, number])[], number]>(
    tab,
    '[[...window.benchInteractions.values()], performance.interactionCount]',
  );
  const durations = told.map(([duration]) => duration).sort((a, b) => b - a);
  return {
    inpMs: durations[Math.floor(count / 50)] ?? 16,
    handledMs: median(told.map(([, handled]) => handled)),
  };
}

function residentMb(pid: number | undefined): number {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** The renderer that has worked most since. */
function busiest(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): number | undefined {
  const worked = (pid: number) => (after.get(pid) ?? 0) - (before.get(pid) ?? 0);
  return [...after.keys()].sort((a, b) => worked(b) - worked(a))[0];
}

/** How the pointer is moved. */
export interface Input {
  readonly moves: number;
  readonly hertz: number;
}

/** One visit in a fresh profile. */
export async function visit(probe: Probe, url: string, input: Input): Promise<Cost> {
  const tab = await probe.open();
  try {
    await tab.send('Page.enable');
    await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH_INTERACTIONS });
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' });
    await tab.send('Page.navigate', { url });
    await delay(SETTLE_MS / 2);
    await press(tab, 120, 26);
    await delay(SETTLE_MS);
    const loadSeconds = await metricOf(tab, 'ScriptDuration');
    await tab.send('HeapProfiler.collectGarbage');
    const heap = await metricOf(tab, 'JSHeapUsedSize');
    const start = await metricOf(tab, 'ScriptDuration');
    const before = await probe.renderers();
    const events = await play(tab, input);
    if (events > 0) await delay(WAKE_MS);
    const seconds = (await metricOf(tab, 'ScriptDuration')) - start;
    const grown = await metricOf(tab, 'JSHeapUsedSize');
    const pid = busiest(before, await probe.renderers());
    return {
      loadMs: loadSeconds * 1000,
      eventMicros: (seconds * 1e6) / events,
      secondMs: (seconds * 1000 * input.hertz) / input.moves,
      longTasks: await countLongTasks(tab),
      ...(await interactionsOf(tab)),
      heapKb: heap / 1000,
      growthKb: (grown - heap) / 1000,
      processMb: residentMb(pid),
    };
  } finally {
    await tab.close();
  }
}
