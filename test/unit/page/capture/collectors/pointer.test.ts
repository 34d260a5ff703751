import { afterEach, describe, expect, it, vi } from 'vitest';
import { $, point, type Stage, stage } from './stage.ts';

let on: Stage;
afterEach(() => {
  vi.useRealTimers();
  on?.observer.stop();
});
const sample = (clientX: number, clientY: number) => ({ clientX, clientY, timeStamp: performance.now() });

describe('pointer', () => {
  it('gives every sample, and how many came with the move', () => {
    on = stage('<p>');
    const samples = [sample(1, 1), sample(2, 1), sample(3, 2)];
    point(
      document.body,
      'pointermove',
      { clientX: 3, clientY: 2, movementX: 2, movementY: 1 },
      {
        getCoalescedEvents: () => samples,
        movementX: 2,
        movementY: 1,
        isTrusted: true,
      },
    );
    const moves = on.of('move');
    expect(moves.map(({ x, y }) => [x, y])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
    expect(moves.map(({ stack }) => stack?.coalesced)).toEqual([undefined, undefined, 3]);
    expect(moves[2]?.stack).toMatchObject({ trusted: true, dx: 2, dy: 1 });
  });

  it('leaves absent what the browser does not give', () => {
    on = stage('<p>');
    point(
      document.body,
      'pointermove',
      { clientX: 3, clientY: 2 },
      { isTrusted: true, getCoalescedEvents: () => [] },
    );
    point(
      document.body,
      'pointermove',
      { clientX: 4, clientY: 2 },
      { isTrusted: true, getCoalescedEvents: undefined },
    );
    for (const { stack } of on.of('move')) {
      expect(stack).toHaveProperty('trusted');
      for (const name of ['coalesced', 'pressure', 'width']) expect(stack).not.toHaveProperty(name);
    }
  });

  it('caps the samples of one move and keeps its ends', () => {
    on = stage('<p>');
    const samples = Array.from({ length: 1000 }, (_, x) => sample(x, 0));
    point(document.body, 'pointermove', { clientX: 999 }, { getCoalescedEvents: () => samples });
    const moves = on.of('move');
    expect(moves.length).toBeLessThanOrEqual(17);
    expect([moves[0]?.x, moves.at(-1)?.x, moves.at(-1)?.stack?.coalesced]).toEqual([0, 999, 1000]);
  });

  it('looks at how a mouse is delivered in part of its moves', () => {
    Object.defineProperty(window, 'onpointerrawupdate', { value: null, configurable: true });
    vi.useFakeTimers();
    on = stage('<p>');
    for (let move = 0; move < 2100; move++) {
      vi.advanceTimersByTime(20);
      for (let raw = 0; raw < 3; raw++) point(document.body, 'pointerrawupdate', { pointerType: 'mouse' });
      point(document.body, 'pointermove', { clientX: move });
    }
    const moves = on.of('move');
    expect(moves.map(({ x }) => x)).toEqual(Array.from({ length: 2100 }, (_, x) => x));
    for (const [index, { t }] of moves.entries()) expect(t).toBeCloseTo(20 * index, 6);
    const closely = moves.flatMap(({ stack }, index) => (stack ? [index] : []));
    const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
    const again = closely[32] ?? 0;
    // Half a minute of motion, less what the end of a batch cuts short.
    expect(again * 20).toBeGreaterThan(25_000);
    expect(again * 20).toBeLessThan(35_000);
    expect(closely).toEqual([...from(0, 32), ...from(again, 32)]);
    // The first move of each run begins the count.
    const counts = [0, 1, 31, again, again + 1].map((index) => moves[index]?.stack?.raw);
    expect(counts).toEqual([undefined, 3, 3, undefined, 3]);
  });

  it('looks at every move of another pointer', () => {
    vi.useFakeTimers();
    on = stage('<p>');
    const move = (pointerType: string) => {
      vi.advanceTimersByTime(20);
      point(document.body, 'pointermove', { clientX: 5, pointerType });
    };
    for (let count = 0; count < 100; count++) move('mouse');
    // A pen that hovers at once has no event of its own before; a hand needs longer to take one up.
    vi.advanceTimersByTime(250);
    for (let count = 0; count < 100; count++) move('pen');
    expect(
      on
        .of('move')
        .slice(100)
        .map(({ stack }) => stack?.pointer),
    ).toEqual(Array(100).fill('pen'));
    for (let count = 0; count < 20; count++) move('mouse');
    point(document.body, 'pointerdown', { pointerType: 'touch' });
    move('touch');
    expect(on.of('move').at(-1)?.stack).toMatchObject({ pointer: 'touch' });
  });

  it('gives buttons with their contact', () => {
    on = stage('<button>');
    point($('button'), 'pointerdown', {
      clientX: 5,
      clientY: 6,
      button: 0,
      pressure: 0.5,
      width: 1,
      height: 1,
    });
    point($('button'), 'pointerup', { clientX: 5, clientY: 6, button: 0 });
    expect(on.of('down')[0]).toMatchObject({
      x: 5,
      y: 6,
      button: 0,
      stack: { pressure: 0.5, width: 1, height: 1 },
    });
    expect(on.of('up')).toHaveLength(1);
  });

  it('says which device is usual, and which event came from another', () => {
    on = stage('<p>');
    point(document.body, 'pointerdown', { pointerType: 'touch' });
    point(document.body, 'pointerdown', { pointerType: 'mouse' });
    point(document.body, 'pointerdown', { pointerType: '' });
    expect(on.updates).toEqual([{ pointer: 'touch' }]);
    expect(on.of('down').map(({ stack }) => stack?.pointer)).toEqual([undefined, 'mouse', undefined]);
  });

  it('follows one finger of a hand, and ends a touch that became a scroll', () => {
    on = stage('<p>');
    point(document.body, 'pointerdown', { pointerType: 'touch' });
    point(document.body, 'pointerdown', { pointerType: 'touch', isPrimary: false });
    point(document.body, 'pointercancel', { pointerType: 'touch' });
    expect(on.seen().map(({ kind }) => kind)).toEqual(['down', 'up']);
  });

  it('does not tell which keys of an ignored pad are pressed', () => {
    on = stage('<div data-tellsign-ignore><button>7</button></div>');
    point($('button'), 'pointerdown', { clientX: 5 });
    point($('button'), 'pointerup', { clientX: 5 });
    $('button').click();
    expect(on.seen()).toEqual([]);
  });

  it('reads no layout on a move', () => {
    on = stage('<p>');
    let read = 0;
    const rect = Element.prototype.getBoundingClientRect;
    Element.prototype.getBoundingClientRect = function () {
      read++;
      return rect.call(this);
    };
    point($('p'), 'pointermove', { clientX: 1 });
    expect(read).toBe(0);
    point($('p'), 'click', { clientX: 1, detail: 1 }, { detail: 1 });
    expect(read).toBe(1);
    Element.prototype.getBoundingClientRect = rect;
  });
});

describe('click', () => {
  it('has a place in its element', () => {
    on = stage('<button>');
    point($('button'), 'click', { clientX: 7, clientY: 8 }, { detail: 1, isTrusted: true });
    expect(on.of('click')[0]).toMatchObject({
      x: 7,
      y: 8,
      element: 'button',
      offsetX: 7,
      offsetY: 8,
      stack: { trusted: true },
    });
  });

  it('has no place when nothing pointed', () => {
    on = stage('<button>');
    point($('button'), 'click', {}, { detail: 0 });
    expect(on.of('click')[0]).toMatchObject({
      element: 'button',
      offsetX: null,
      offsetY: null,
      width: null,
      height: null,
    });
  });
});
