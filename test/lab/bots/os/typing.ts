import type { RecordingTuple } from '../../../../src/contract/recording.ts';

/** One recorded press: ms from the press before, and how long it was held. */
export interface Press {
  readonly gapMs: number;
  readonly dwellMs: number;
}

/** Longer gaps of a recorded text are cut: they are thought, not typing, and would only take time. */
const LONGEST_GAP_MS = 900;

/**
 * Letter presses of a typing recording in order, with the rhythm and the overlaps the person had; longer gaps
 * are cut.
 */
export function pressesOf(events: readonly RecordingTuple[], longestGapMs = LONGEST_GAP_MS): Press[] {
  const down = new Map<unknown, { at: number; index: number }>();
  const presses: { gapMs: number; dwellMs: number }[] = [];
  let previous = 0;
  for (const [t, kind, keyClass, key] of events) {
    if (keyClass !== 'letter' && keyClass !== 'space') continue;
    if (kind === 'keydown' && !down.has(key)) {
      down.set(key, { at: t, index: presses.length });
      presses.push({ gapMs: Math.min(t - previous, longestGapMs), dwellMs: 0 });
      previous = t;
    }
    if (kind === 'keyup') {
      const press = down.get(key);
      down.delete(key);
      const entry = press && presses[press.index];
      if (entry) entry.dwellMs = t - press.at;
    }
  }
  return presses.filter(({ dwellMs }) => dwellMs > 10 && dwellMs < 500);
}

const SHIFTED: Readonly<Record<string, string>> = { '@': '2', '+': 'equal', '!': '1', '(': '9', ')': '0' };
const NAMED: Readonly<Record<string, string>> = {
  ' ': 'space',
  '.': 'period',
  '-': 'minus',
  '/': 'slash',
  ',': 'comma',
};

/** X key name of a character on the US layout, and whether it needs Shift. */
function keyOf(character: string): { key: string; shift: boolean } {
  const shifted = SHIFTED[character];
  if (shifted) return { key: shifted, shift: true };
  const lower = character.toLowerCase();
  return { key: NAMED[lower] ?? lower, shift: lower !== character };
}

/** An xdotool script that types `text` with the rhythm of `presses`, from the one at `from`. */
export function typingScript(text: string, presses: readonly Press[], from: number): string {
  const timeline: { at: number; command: string }[] = [];
  const free = new Map<string, number>();
  let at = 0;
  [...text].forEach((character, index) => {
    const press = presses[(from + index) % presses.length];
    if (!press) throw new Error('no press to play');
    const { key, shift } = keyOf(character);
    // A key cannot go down again before it came up, and Shift waits for the key before it.
    at = Math.max(at + (index === 0 ? 0 : press.gapMs), (free.get(key) ?? 0) + 12);
    if (shift) {
      at = Math.max(at, ...free.values()) + 70;
      timeline.push({ at: at - 60, command: 'keydown shift' });
    }
    const up = at + press.dwellMs;
    timeline.push({ at, command: `keydown ${key}` }, { at: up, command: `keyup ${key}` });
    free.set(key, up);
    if (shift) {
      timeline.push({ at: up + 15, command: 'keyup shift' });
      at = up + 30;
    }
  });
  return scriptOf(timeline);
}

/** Orders commands and puts sleeps between them. */
export function scriptOf(timeline: readonly { readonly at: number; readonly command: string }[]): string {
  let clock = 0;
  const lines: string[] = [];
  for (const { at, command } of [...timeline].sort((a, b) => a.at - b.at)) {
    if (at - clock >= 1) {
      lines.push(`sleep ${((at - clock) / 1000).toFixed(4)}`);
      clock = at;
    }
    lines.push(command);
  }
  return `${lines.join('\n')}\n`;
}
