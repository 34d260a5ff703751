import { afterEach, describe, expect, it } from 'vitest';
import { $, point, type Stage, stage } from './stage.ts';

let on: Stage;
afterEach(() => on?.observer.stop());
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

  it('looks at how a mouse is delivered in part of its moves, and at every move of another pointer', () => {
    Object.defineProperty(window, 'onpointerrawupdate', { value: null, configurable: true });
    on = stage('<p>');
    const pointerType = 'mouse';
    for (let move = 0; move < 2100; move++) {
      for (let raw = 0; raw < 3; raw++) point(document.body, 'pointerrawupdate', { pointerType });
      point(document.body, 'pointermove', { clientX: move, pointerType });
    }
    const moves = on.of('move');
    expect(moves.map(({ x }) => x)).toEqual(Array.from({ length: 2100 }, (_, x) => x));
    const closely = moves.flatMap(({ stack }, index) => (stack ? [index] : []));
    const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
    expect(closely).toEqual([...from(0, 64), ...from(2048, 32)]);
    // The first move of each run begins the count.
    const counts = moves.map(({ stack }) => stack?.raw);
    expect([counts[0], counts[1], counts[63], counts[2048], counts[2049]]).toEqual([
      undefined,
      3,
      3,
      undefined,
      3,
    ]);

    point(document.body, 'pointerover', { pointerType: 'pen' });
    point(document.body, 'pointermove', { clientX: 5, pointerType: 'pen' });
    expect(on.of('move').at(-1)?.stack).toMatchObject({ pointer: 'pen' });
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
