import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { bundlePeers } from '../../../lab/peers/bundle.ts';
import { fitDelbot, LEAST_MOVES, type Track } from '../../../lab/peers/delbot.ts';
import { tallyPeers } from '../../../lab/peers/tally.ts';

/** Moves at an even beat along a line, or with a hand's jitter. */
function track(name: string, shaky: boolean): Track {
  const random = createRandom('peers', name);
  let [t, x, y] = [0, 100, 100];
  const moves = Array.from({ length: 240 }, () => {
    t += shaky ? random.uniform(6, 25) : 16;
    x += shaky ? random.normal(2, 4) : 3;
    y += shaky ? random.normal(1, 4) : 2;
    return [t, x, y] as const;
  });
  return { width: 1536, height: 864, moves };
}
const many = (shaky: boolean) => Array.from({ length: 8 }, (_, i) => track(`${shaky} ${i}`, shaky));

describe('delbot-mouse, fitted here', () => {
  const score = fitDelbot(many(true), many(false));

  it('tells a metronome from a hand', () => {
    expect(score(track('new hand', true))).toBeLessThan(0.5);
    expect(score(track('new metronome', false))).toBeGreaterThan(0.5);
  });

  it('does not judge fewer moves than it asks for', () => {
    const { moves, ...rest } = track('short', true);
    expect(score({ ...rest, moves: moves.slice(0, LEAST_MOVES - 1) })).toBeNull();
  });
});

describe('the script in the page', () => {
  it('is one classic script with both peers in it', async () => {
    const script = await bundlePeers();
    expect(script).toContain('/peers/found');
    expect(script).not.toMatch(/^\s*(import|export)\s/m);
  });
});

describe('a tally of peers', () => {
  const visit = { actor: 'tool', kind: 'tool', level: 'high', delbot: 0.7 } as const;
  const found = { botd: ['detectWebDriver'], fpscanner: ['hasUTCTimezone'] };
  const options = { bystander: { botd: [], fpscanner: ['hasUTCTimezone'] }, recorded: [], delbot: null };

  it('does not count by rule what fires in a browser nothing drives', () => {
    const { rows } = tallyPeers([{ ...visit, found }], options);
    expect(rows[0]?.flagged).toMatchObject({
      BotD: 1,
      'BotD by rule': 1,
      fpscanner: 1,
      'fpscanner by rule': 0,
      'delbot-mouse': 1,
      'tellsign high': 1,
    });
  });

  it('says null, not 0, where a detector had nothing to judge', () => {
    const { rows, text } = tallyPeers([{ ...visit, found: null, level: null, delbot: null }], options);
    expect(Object.values(rows[0]?.flagged ?? {})).toEqual(Array.from({ length: 7 }, () => null));
    expect(text).toContain('–');
  });
});
