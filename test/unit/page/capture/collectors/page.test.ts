import { afterEach, describe, expect, it, vi } from 'vitest';
import { $, fire, type Stage, stage } from './stage.ts';

let on: Stage;
afterEach(() => {
  on?.observer.stop();
  vi.restoreAllMocks();
});

describe('visibility', () => {
  it('tells leaving and coming back once each', () => {
    on = stage('<p>');
    const hidden = vi.spyOn(document, 'hidden', 'get');
    hidden.mockReturnValue(true);
    fire(document, new Event('visibilitychange'));
    fire(window, new Event('pagehide'));
    hidden.mockReturnValue(false);
    fire(window, new Event('pageshow'));
    fire(document, new Event('visibilitychange'));
    expect(on.seen().map(({ kind }) => kind)).toEqual(['hide', 'show']);
  });
});

describe('navigation', () => {
  it('sees an address that changed without any event', () => {
    on = stage('<p>');
    history.pushState({}, '', '#step-2');
    expect(on.of('navigate')).toHaveLength(1);
    expect(on.of('navigate')).toHaveLength(1);
  });

  it('says nothing of a popstate that changed nothing', () => {
    on = stage('<p>');
    fire(window, new Event('popstate'));
    expect(on.seen()).toEqual([]);
  });

  it('leaves history as it is', () => {
    const { pushState } = history;
    on = stage('<p>');
    expect(history.pushState).toBe(pushState);
  });
});

describe('scroll', () => {
  it('adds scrollers up to one offset', () => {
    on = stage('<div></div>');
    const [root, inner] = [document.documentElement, $<HTMLElement>('div')];
    root.scrollTop = 100;
    fire(document, new Event('scroll'));
    inner.scrollTop = 40;
    fire(inner, new Event('scroll'));
    root.scrollTop = 90;
    fire(document, new Event('scroll'));
    expect(on.of('scroll').map(({ y }) => y)).toEqual([100, 140, 130]);
    root.scrollTop = 0;
  });
});

describe('wheel', () => {
  it('gives the deltas', () => {
    on = stage('<p>');
    fire(document.body, new Event('wheel', { bubbles: true }), { deltaX: 0, deltaY: 120, isTrusted: true });
    expect(on.of('wheel')).toMatchObject([{ deltaX: 0, deltaY: 120, stack: { trusted: true } }]);
  });
});

describe('collectors', () => {
  it('survive events whose members throw', () => {
    on = stage('<p>');
    const hostile = new Event('wheel', { bubbles: true });
    Object.defineProperty(hostile, 'deltaY', {
      get: () => {
        throw new Error('trap');
      },
    });
    fire(document.body, hostile);
    fire(document.body, new Event('wheel', { bubbles: true }), { deltaX: 0, deltaY: 1 });
    expect(on.of('wheel')).toHaveLength(1);
  });

  it('keep session time from running back', () => {
    on = stage('<p>');
    for (const timeStamp of [50, 10, Number.NaN, -1, 1e12, 60]) {
      fire(document.body, new Event('wheel', { bubbles: true }), { deltaX: 0, deltaY: 1, timeStamp });
    }
    const times = on.of('wheel').map(({ t }) => t);
    expect(times).toHaveLength(6);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(performance.now());
  });

  it('hear nothing after they stopped', () => {
    on = stage('<p>');
    on.observer.stop();
    fire(document.body, new Event('wheel', { bubbles: true }), { deltaX: 0, deltaY: 1 });
    expect(on.seen()).toEqual([]);
  });
});
