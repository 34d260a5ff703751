import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBatch } from '../../../src/page/capture/batch.ts';
import { createClock } from '../../../src/page/capture/clock.ts';
import { probes, readEnvironment } from '../../../src/page/capture/probes/index.ts';
import { readDataset } from '../../../src/page/dataset.ts';
import { transactionOf } from '../../../src/page/form.ts';
import { decodeRows } from '../../../src/wire/decode-rows.ts';
import { KIND } from '../../../src/wire/rows.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  document.head.innerHTML = '';
});

describe('batch', () => {
  const setUp = () => {
    vi.useFakeTimers();
    const sent: number[] = [];
    const batch = createBatch(
      (rows) => void sent.push([...decodeRows(rows)].length),
      () => {},
    );
    return { sent, batch };
  };
  it('goes when it is full', () => {
    const { sent, batch } = setUp();
    for (let t = 0; t < 5000; t++) batch.emit([KIND.hide, t]);
    expect(sent).toEqual([2048, 2048]);
    batch.flush();
    expect(sent).toEqual([2048, 2048, 904]);
  });
  it('goes at idle, and schedules nothing while nothing happens', () => {
    const { sent, batch } = setUp();
    expect(vi.getTimerCount()).toBe(0);
    batch.emit([KIND.hide, 0]);
    batch.emit([KIND.show, 1]);
    expect(vi.getTimerCount()).toBe(1);
    vi.runAllTimers();
    expect(sent).toEqual([2]);
    expect(vi.getTimerCount()).toBe(0);
  });
  it('sends each event once however it is flushed', () => {
    const { sent, batch } = setUp();
    batch.emit([KIND.hide, 0]);
    batch.flush();
    vi.runAllTimers();
    expect(sent).toEqual([1]);
  });
});

describe('clock', () => {
  it('is monotone, starts at 0 and runs at most a quarter of a second ahead, whatever the stamps', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.double({ min: 0, max: 2e4 }))), (stamps) => {
        let now = 0;
        const clock = createClock(() => now);
        let last = 0;
        for (const [index, stamp] of stamps.entries()) {
          now += 10;
          const t = clock.at(stamp);
          if (index === 0) expect(t).toBe(0);
          expect(t).toBeGreaterThanOrEqual(last);
          expect(t).toBeLessThanOrEqual(now + 250);
          last = t;
        }
      }),
    );
  });
});

describe('script tag options', () => {
  const shipped = { workerUrl: '/worker.js', ortUrl: '/ort.js', ortWasmUrl: '/ort.wasm' };
  const read = (dataset: Record<string, string>) => readDataset(dataset, shipped);
  const reported = () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    return report;
  };
  afterEach(() => vi.unstubAllGlobals());

  it('are read from data attributes', () => {
    const data = {
      endpoint: '/risk',
      timeoutMs: '800',
      debug: '',
      test: '',
      consent: 'true',
      sensitive: 'false',
      privacy: 'full',
    };
    expect(read(data)).toEqual({
      endpoint: '/risk',
      timeoutMs: 800,
      debug: true,
      test: true,
      consent: true,
      sensitive: false,
      privacy: 'full',
    });
  });

  it.each(['cfasync', 'turboTrack', 'nscript', 'cookieconsent', 'noOptimize', 'constructor'])(
    'pass over %s, which somebody else wrote',
    (name) => {
      const report = reported();
      expect(read({ [name]: 'x', endpoint: '/risk' })).toEqual({ endpoint: '/risk' });
      expect(report).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['engine', 'fast', {}],
    ['timeoutMs', '', {}],
    ['timeoutMs', 'soon', {}],
    ['consent', 'marketing', {}],
    ['protect', 'form[', {}],
    ['privacy', 'necessary', { privacy: 'minimal' }],
  ])('report data-%s="%s" and go on without it', (name, value, left) => {
    const report = reported();
    expect(read({ [name]: value, debug: '' })).toEqual({ debug: true, ...left });
    expect(report).toHaveBeenCalledTimes(1);
  });

  it('ask for consent before they watch the whole visit', () => {
    const report = reported();
    expect(read({ privacy: 'full' })).toEqual({ privacy: 'standard' });
    expect(read({ privacy: 'full', consent: 'analytics' })).toEqual({ privacy: 'standard' });
    expect(report).toHaveBeenCalledTimes(3);
  });
});

describe('transaction of a form', () => {
  const form = (html: string) => {
    document.body.innerHTML = html;
    return document.querySelector('form') as HTMLFormElement;
  };
  it('comes from attributes and JSON', () => {
    const given = form(
      `<form data-tellsign-tx-amount="4999" data-tellsign-transaction='{"cartDigest":"x","n":2}'></form>`,
    );
    expect(transactionOf(given)).toEqual({ amount: '4999', cartDigest: 'x', n: '2' });
  });
  it('is none when the form says nothing', () => {
    expect(transactionOf(form('<form data-tellsign="pay"></form>'))).toBeUndefined();
  });
  it('is none rather than half of one', () => {
    expect(
      transactionOf(form(`<form data-tellsign-tx-amount="1" data-tellsign-transaction="{"></form>`)),
    ).toBeUndefined();
  });
});

describe('environment', () => {
  it('has every probe that works', () => {
    const found = readEnvironment(['move']);
    expect(found.recorded).toEqual(['move']);
    for (const name of Object.keys(probes)) expect(found).toHaveProperty(name);
  });
  it('leaves out a probe that fails', () => {
    vi.stubGlobal('matchMedia', () => {
      throw new Error('hostile');
    });
    const found = readEnvironment([]);
    expect(found).not.toHaveProperty('reducedMotion');
    expect(found).toMatchObject({ pointer: null });
    vi.unstubAllGlobals();
  });
});

describe('the package', () => {
  it('is loaded on a server without a trace, and answers unknown there', async () => {
    vi.stubGlobal('document', undefined);
    const { load } = await import('../../../src/index.ts');
    const client = load();
    expect(await client.assess({ action: 'pay' })).toMatchObject({
      level: 'unknown',
      degraded: ['worker_unavailable'],
    });
    vi.unstubAllGlobals();
  });
});
