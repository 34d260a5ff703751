import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Probe, Tab } from '../cdp.ts';

/** What one visit cost the page. Script time is the main thread's own (`threadTicks`), so that a loaded machine counts less. */
export interface Cost {
  /** Script from the start of loading until it has settled, ms. */
  readonly loadMs: number;
  /** Script for each input event sent, µs. */
  readonly eventMicros: number;
  /** Tasks over 50 ms in the whole visit. */
  readonly longTasks: number;
  /** Events that took the page over 104 ms, the browser's own threshold. */
  readonly slowEvents: number;
  /** JavaScript heap of the main thread once settled, after a collection, KB. */
  readonly heapKb: number;
  /** What the input added to it, garbage included, KB. */
  readonly growthKb: number;
  /** Resident memory of the page's process at the end, MB; NaN where the system has no /proc. */
  readonly processMb: number;
}

/** Two seconds after load the worker has been started too. */
const SETTLE_MS = 3500;
const HERTZ = 120;
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
 * The input of `../shared/browsers.md`: moves at 120 Hz, and for every 24 of them a key, for 73 a wheel notch, for 185 a click.
 * Resolves with the number of input events sent.
 */
async function play(tab: Tab, moves: number): Promise<number> {
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
    // The press goes where the field is, so that the keys after it are typed into something.
    if (step % 185 === 184) {
      const button = { button: 'left', clickCount: 1 };
      sent.push(mouse(tab, 'mousePressed', 120, 40, button), mouse(tab, 'mouseReleased', 120, 40, button));
    }
    const late = start + ((step + 1) * 1000) / HERTZ - performance.now();
    if (late > 0) await delay(late);
  }
  await Promise.all(sent);
  return sent.length;
}

/** Entries the browser kept of itself; asked for only after the input. */
async function countOf(tab: Tab, type: 'longtask' | 'event'): Promise<number> {
  const expression = `new Promise((resolve) => {
    let count = 0;
    new PerformanceObserver((list) => { count += list.getEntries().length; }).observe({ type: '${type}', buffered: true });
    setTimeout(() => resolve(count), 200);
  })`;
  const { result } = await tab.send<{ readonly result: { readonly value?: number } }>('Runtime.evaluate', {
    expression,
    awaitPromise: true,
  });
  return result.value ?? Number.NaN;
}

function residentMb(pid: number | undefined): number {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** One visit in a fresh profile. */
export async function visit(probe: Probe, url: string, moves: number): Promise<Cost> {
  const before = new Set(await probe.renderers());
  const tab = await probe.open();
  try {
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' });
    await tab.send('Page.navigate', { url });
    await delay(SETTLE_MS / 2);
    await press(tab, 120, 40);
    await delay(SETTLE_MS);
    const loadSeconds = await metricOf(tab, 'ScriptDuration');
    await tab.send('HeapProfiler.collectGarbage');
    const heap = await metricOf(tab, 'JSHeapUsedSize');
    const start = await metricOf(tab, 'ScriptDuration');
    const events = await play(tab, moves);
    await delay(SETTLE_MS);
    const seconds = (await metricOf(tab, 'ScriptDuration')) - start;
    const grown = await metricOf(tab, 'JSHeapUsedSize');
    const pid = (await probe.renderers()).find((id) => !before.has(id));
    return {
      loadMs: loadSeconds * 1000,
      eventMicros: (seconds * 1e6) / events,
      longTasks: await countOf(tab, 'longtask'),
      slowEvents: await countOf(tab, 'event'),
      heapKb: heap / 1000,
      growthKb: (grown - heap) / 1000,
      processMb: residentMb(pid),
    };
  } finally {
    await tab.close();
  }
}
