import { setTimeout as delay } from 'node:timers/promises';
import { html, openSite } from '../setup/site.ts';
import { openProbe, type Probe, type Tab } from './cdp.ts';
import { BARE_PAGE, CONTROL_PAGE, WATCHED_PAGE } from './pages.ts';
import { median, type Row, ratio } from './statistics.ts';

const ROUNDS = 3;
/** One visit: two seconds of settling, then moves at 120 Hz with wheel notches, clicks and keys among them. */
const SETTLE_MS = 2000;
const MOVES = 720;
const HERTZ = 120;

const PAGES = { control: CONTROL_PAGE, bare: BARE_PAGE, watched: WATCHED_PAGE } as const;
type Name = keyof typeof PAGES;

async function scriptSeconds(tab: Tab): Promise<number> {
  type Metrics = { readonly metrics: readonly { readonly name: string; readonly value: number }[] };
  const { metrics } = await tab.send<Metrics>('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN;
}

const mouse = (tab: Tab, type: string, x: number, y: number, extra: object = {}) =>
  tab.send('Input.dispatchMouseEvent', { type, x, y, ...extra });

/** The same input for every page; resolves with the number of input events sent. */
async function playInput(tab: Tab): Promise<number> {
  const sent: Promise<unknown>[] = [];
  const start = performance.now();
  for (let step = 0; step < MOVES; step += 1) {
    const x = 400 + Math.round(300 * Math.sin(step / 40));
    const y = 300 + Math.round(200 * Math.cos(step / 55));
    sent.push(mouse(tab, 'mouseMoved', x, y));
    if (step % 20 === 19) {
      const key = { key: 'a', code: 'KeyA', text: 'a', windowsVirtualKeyCode: 65 };
      sent.push(tab.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }));
      sent.push(tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }));
    }
    if (step % 60 === 59) {
      const button = { button: 'left', clickCount: 1 };
      sent.push(mouse(tab, 'mousePressed', x, y, button), mouse(tab, 'mouseReleased', x, y, button));
    }
    if (step % 80 === 79)
      sent.push(mouse(tab, 'mouseWheel', x, y, { deltaX: 0, deltaY: step % 160 === 79 ? 120 : -120 }));
    const late = start + ((step + 1) * 1000) / HERTZ - performance.now();
    if (late > 0) await delay(late);
  }
  await Promise.all(sent);
  return sent.length;
}

/** Main-thread script time of one visit, and the input events it had. */
async function visit(
  probe: Probe,
  url: string,
): Promise<{ readonly seconds: number; readonly events: number }> {
  const tab = await probe.open();
  await tab.send('Performance.enable', { timeDomain: 'threadTicks' });
  await tab.send('Page.navigate', { url });
  await delay(SETTLE_MS);
  await mouse(tab, 'mousePressed', 120, 40, { button: 'left', clickCount: 1 });
  await mouse(tab, 'mouseReleased', 120, 40, { button: 'left', clickCount: 1 });
  await delay(SETTLE_MS / 2);
  const before = await scriptSeconds(tab);
  const events = await playInput(tab);
  await delay(SETTLE_MS / 4);
  const seconds = (await scriptSeconds(tab)) - before;
  await tab.close();
  return { seconds, events };
}

/** Microseconds of main thread an input event costs over an inert page, against bare listeners; visits are interleaved. */
export async function benchPageCost(): Promise<Row[]> {
  const routes = Object.fromEntries(Object.entries(PAGES).map(([name, body]) => [`/${name}`, html(body)]));
  const site = await openSite(routes, 'dist');
  const probe = await openProbe();
  const spent: Record<Name, number[]> = { control: [], bare: [], watched: [] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of Object.keys(PAGES) as Name[]) {
        const { seconds, events } = await visit(probe, `${site.origin}/${name}`);
        spent[name].push((seconds * 1e6) / events);
      }
      process.stderr.write(`page cost: round ${round + 1} of ${ROUNDS}\n`);
    }
  } finally {
    await probe.stop();
    await site.stop();
  }
  const over = (name: Name) => spent[name].map((value, round) => value - (spent.control[round] ?? 0));
  const micros = (values: readonly number[]) => `${median(values).toFixed(1)} µs`;
  return [
    { what: 'main thread per input event, bare listeners', value: micros(over('bare')) },
    {
      what: 'main thread per input event, tellsign',
      value: micros(over('watched')),
      peer: `${ratio(over('watched'), over('bare'))} bare listeners`,
    },
  ];
}
