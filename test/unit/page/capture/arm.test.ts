import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenTouched } from '../../../../src/page/capture/arm.ts';
import { resolveOptions } from '../../../../src/page/options.ts';
import { $, fire } from './collectors/stage.ts';

const shipped = { workerUrl: '/worker.js', modelUrl: '/m.bin', ortUrl: '/ort.js', ortWasmUrl: '/ort.wasm' };
const FORM = '<form data-tellsign="pay"><input></form>';

let disarm: () => void;
let started: number;
beforeEach(() => {
  vi.useFakeTimers();
  started = 0;
});
afterEach(() => {
  disarm();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const arm = (html: string, privacy: 'standard' | 'minimal' = 'standard') => {
  document.body.innerHTML = html;
  disarm = whenTouched(resolveOptions({ privacy }, shipped), () => {
    started++;
  });
};
const touch = (type: string, target: Element = document.body) =>
  fire(target, new Event(type, { bubbles: true }));
/** Searches of the whole document from now on. */
const countSearches = () => {
  const searches = [vi.spyOn(document, 'querySelector'), vi.spyOn(document, 'querySelectorAll')];
  return () => searches.reduce((sum, { mock }) => sum + mock.calls.length, 0);
};

describe('collecting', () => {
  it.each(['wheel', 'keydown', 'click', 'pointermove'])('starts with a %s on a page with a form', (type) => {
    arm(FORM);
    touch(type);
    touch(type);
    expect(started).toBe(1);
  });

  it('waits on a page without one, and searches it once however much is done there', () => {
    arm('<p>');
    const searches = countSearches();
    for (const type of ['wheel', 'keydown', 'click', 'pointermove'])
      for (let count = 0; count < 100; count++) touch(type);
    expect(started).toBe(0);
    expect(searches()).toBe(1);
  });

  it('searches again at idle, once for all that was done in a second, and not while nothing is', () => {
    arm('<p>');
    touch('wheel');
    const searches = countSearches();
    for (let count = 0; count < 100; count++) touch('wheel');
    vi.runAllTimers();
    expect(searches()).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(searches()).toBe(1);
  });

  it('starts once a form that came late is found, by what is done elsewhere too', () => {
    arm('<p>');
    touch('wheel');
    document.body.insertAdjacentHTML('beforeend', FORM);
    touch('wheel');
    expect(started).toBe(0);
    vi.runAllTimers();
    expect(started).toBe(1);
  });

  it('starts at once inside a form that came late', () => {
    arm('<p>');
    touch('wheel');
    document.body.insertAdjacentHTML('beforeend', FORM);
    touch('focusin', $('input'));
    expect(started).toBe(1);
  });

  it('waits, in the mode `minimal`, for what happens inside the form', () => {
    arm(`<p></p>${FORM}`, 'minimal');
    touch('wheel', $('p'));
    expect(vi.getTimerCount()).toBe(0);
    expect(started).toBe(0);
    touch('focusin', $('input'));
    expect(started).toBe(1);
  });

  it('does not start after it was called off', () => {
    arm('<p>');
    touch('wheel');
    document.body.insertAdjacentHTML('beforeend', FORM);
    touch('wheel');
    disarm();
    vi.runAllTimers();
    expect(started).toBe(0);
  });
});

describe('what broke on a page', () => {
  it('reaches nobody', () => {
    arm('<p>');
    vi.spyOn(document, 'querySelector').mockImplementation(() => {
      throw new Error('hostile');
    });
    touch('wheel');
    touch('wheel');
    vi.runAllTimers();
    expect(started).toBe(0);
  });
});
