import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blankVerdict } from '../../../src/page/blank.ts';
import { createClock } from '../../../src/page/capture/clock.ts';
import { createClient } from '../../../src/page/client.ts';
import { point, stage } from './capture/collectors/stage.ts';
import { FakeWorker } from './fake-worker.ts';

const shipped = { workerUrl: '/worker.js', ortUrl: '/ort.js', ortWasmUrl: '/ort.wasm' };
const HOUR_MS = 3_600_000;

describe('clock of a long visit', () => {
  const setUp = () => {
    const time = { now: 0, looks: 0 };
    const clock = createClock(() => {
      time.looks++;
      return time.now;
    });
    return { time, clock };
  };
  it('looks at the time as often in the tenth hour as in the first minute', () => {
    const { time, clock } = setUp();
    const minute = (from: number) => {
      const before = time.looks;
      for (let ms = 0; ms < 60_000; ms += 8) {
        time.now = from + ms;
        clock.at(time.now);
      }
      return time.looks - before;
    };
    const first = minute(1);
    expect(minute(10 * HOUR_MS)).toBeLessThanOrEqual(first + 1);
    // Four looks a second and not one an event.
    expect(first).toBeLessThanOrEqual(60 * 4 + 1);
  });
  it('carries on after a tab was frozen for a day', () => {
    const { time, clock } = setUp();
    time.now = 1000;
    clock.at(1000);
    time.now = 1000 + 24 * HOUR_MS;
    expect(clock.at(time.now - 5)).toBe(24 * HOUR_MS - 5);
  });
  it('stands still when the clock it reads is set back, and goes on from there', () => {
    const { time, clock } = setUp();
    time.now = 10_000;
    clock.at(1000);
    expect(clock.at(9000)).toBe(8000);
    time.now = 500;
    expect(clock.at(500)).toBe(8000);
    time.now = 20_000;
    expect(clock.at(20_000)).toBe(19_000);
  });
});

describe('a long run of moves', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('costs one timer at most, and is looked at closely at a fixed rate', () => {
    const on = stage('<p>');
    let timers = 0;
    for (let move = 0; move < 5000; move++) {
      vi.advanceTimersByTime(16);
      point(document.body, 'pointermove', { clientX: move % 1000, clientY: 5, pointerType: 'mouse' });
      timers = Math.max(timers, vi.getTimerCount());
    }
    expect(timers).toBeLessThanOrEqual(1);
    expect(on.of('move')).toHaveLength(5000);
    // How a move was delivered is read from the first 32 and from 32 of each half minute after that, for
    // good.
    expect(on.of('move').filter(({ stack }) => stack)).toHaveLength(32 * 3);
    on.observer.stop();
  }, 60_000);
});

describe('a thousand assessments', () => {
  it('are a thousand verdicts of one worker', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    document.body.innerHTML = '<form data-tellsign></form>';
    const worker = new FakeWorker();
    let spawned = 0;
    const client = createClient({ privacy: 'full', consent: true }, shipped, {
      startWorker: async () => {
        spawned++;
        return worker;
      },
    });
    for (let call = 0; call < 1000; call++)
      expect((await client.assess({ action: 'pay' })).level).not.toBe(blankVerdict('pay', []).level);
    expect(spawned).toBe(1);
    expect(worker.analyst.requests).toHaveLength(1000);
    client.destroy();
    expect(worker.terminated).toBe(true);
  }, 60_000);
});

describe('a page that comes back', () => {
  it('tells that it was away once, from the back-forward cache too', () => {
    const on = stage('<p>');
    for (const type of ['pagehide', 'pagehide', 'pageshow', 'pageshow'])
      window.dispatchEvent(new Event(type));
    expect(on.seen().map(({ kind }) => kind)).toEqual(['hide', 'show']);
    point(document.body, 'pointermove', { clientX: 1, pointerType: 'mouse' });
    expect(on.of('move')).toHaveLength(1);
    on.observer.stop();
  });
});
