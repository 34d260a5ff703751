import { describe, expect, it } from 'vitest';
import type { BehaviourEvent, KeyClass, KeyStack } from '../../../../src/contract/event.ts';
import { BROWSER, featuresOf, handVisit, measureOf, normal, scriptVisit, seeded } from './visits.ts';

interface PathOptions {
  readonly count?: number;
  readonly stepMs?: number;
  readonly at?: (part: number) => number;
  readonly bend?: (stroke: number) => number;
}

/** Strokes of one second between two alternating places, without a hand. */
function pathVisit({
  count = 10,
  stepMs = 8,
  at = (part) => part,
  bend = () => 0,
}: PathOptions = {}): BehaviourEvent[] {
  const events: BehaviourEvent[] = [];
  for (let s = 0; s < count; s += 1) {
    const [from, to] = s % 2 ? [700, 200] : [200, 700];
    for (let ms = 0; ms <= 1000; ms += stepMs) {
      const part = at(ms / 1000);
      const [along, off] = [from + (to - from) * part, 4 * part * (1 - part) * 500 * bend(s)];
      events.push({ kind: 'move', t: s * 1500 + ms, x: Math.round(along), y: Math.round(0.6 * along + off) });
    }
  }
  return events;
}

interface TypeOptions {
  readonly dwellMs?: () => number;
  readonly ikiMs?: () => number;
  readonly class?: (index: number) => KeyClass;
  readonly stack?: KeyStack;
}

function typeVisit(
  count: number,
  { dwellMs = () => 80, ikiMs = () => 120, class: kind = () => 'letter', stack }: TypeOptions = {},
) {
  const events: BehaviourEvent[] = [];
  let t = 0;
  for (let key = 0; key < count; key += 1) {
    const extra = stack && { stack };
    events.push({ kind: 'keydown', t, class: kind(key), key, ...extra });
    events.push({ kind: 'keyup', t: t + dwellMs(), class: kind(key), key, ...extra });
    t += ikiMs();
  }
  return events.sort((a, b) => a.t - b.t);
}

describe('path', () => {
  it('calls a ruler straight and a hand not', () => {
    expect(measureOf(pathVisit(), 'path.straight_share')).toBeGreaterThan(0.95);
    expect(measureOf(pathVisit(), 'path.efficiency_p50')).toBeGreaterThan(0.999);
    expect(measureOf(pathVisit({ bend: (s) => 0.2 + 0.02 * s }), 'path.straight_share')).toBeLessThan(0.3);
  });

  it('finds that one path is drawn again and again', () => {
    const random = seeded(3);
    const template = measureOf(pathVisit({ bend: () => 0.2 }), 'path.similarity');
    const varied = measureOf(pathVisit({ bend: () => normal(random) * 0.3 }), 'path.similarity');
    expect(template).toBeGreaterThan(0.8);
    expect(varied).toBeLessThan(0.6);
  });

  it('counts a path that weaves around its line', () => {
    const weave = pathVisit().map((event, i) =>
      event.kind === 'move' ? { ...event, y: event.y + Math.round(40 * Math.sin(i / 8)) } : event,
    );
    expect(measureOf(weave, 'path.side_changes')).toBeGreaterThan(3);
  });

  it.each([7, 16, 33])('does not see that the recorder samples every %d ms', (stepMs) => {
    const shape = { at: (part: number) => part * part * (3 - 2 * part), bend: (s: number) => 0.05 * (s % 5) };
    const [fine, coarse] = [
      featuresOf(pathVisit({ ...shape, stepMs: 4 })),
      featuresOf(pathVisit({ ...shape, stepMs })),
    ];
    for (const name of [
      'path.efficiency_p50',
      'path.deviation_p50',
      'path.deviation_iqr',
      'path.turn_mean',
    ] as const)
      expect(coarse[name].value, name).toBeCloseTo(fine[name].value, 1);
    for (const name of ['motion.peak_at_p50', 'motion.speed_cv', 'motion.single_share'] as const)
      expect(coarse[name].value, name).toBeCloseTo(fine[name].value, 1);
  });

  it('needs three strokes', () => {
    expect(measureOf(pathVisit({ count: 3 }), 'path.efficiency_p50')).toBeNull();
    expect(measureOf(pathVisit({ count: 4 }), 'path.efficiency_p50')).not.toBeNull();
  });
});

describe('motion', () => {
  const cases = [
    ['constant speed', (part: number) => part, { cv: 0.15, peak: null, slow: 0.05 }],
    ['a slow end', (part: number) => 1 - (1 - part) ** 3, { cv: 0.65, peak: 0.1, slow: 0.35 }],
    ['a slow start', (part: number) => part ** 3, { cv: 0.65, peak: 0.95, slow: 0 }],
  ] as const;
  it.each(cases)('knows %s', (_, at, expected) => {
    const found = featuresOf(pathVisit({ at, bend: () => 0.1 }));
    if (expected.peak === null) expect(found['motion.speed_cv'].value).toBeLessThan(expected.cv);
    else {
      expect(Math.abs(found['motion.peak_at_p50'].value - expected.peak)).toBeLessThan(0.1);
      expect(found['motion.speed_cv'].value).toBeGreaterThan(0.5);
      expect(Math.abs(found['motion.slow_end_share'].value - expected.slow)).toBeLessThan(0.1);
    }
  });

  it('counts the corrections on the way', () => {
    const wavering = (part: number) => part + Math.sin(part * 6 * Math.PI) / (6.5 * Math.PI);
    expect(measureOf(pathVisit({ at: wavering }), 'motion.single_share')).toBe(0);
    expect(measureOf(pathVisit({ at: wavering }), 'motion.submovement_rate')).toBeGreaterThan(2);
  });
});

describe('keys', () => {
  it('tells a constant from a rhythm', () => {
    const random = seeded(5);
    const hand = {
      dwellMs: () => 90 * Math.exp(0.3 * normal(random)),
      ikiMs: () => 130 * Math.exp(0.6 * normal(random)),
    };
    const [script, person] = [featuresOf(typeVisit(60)), featuresOf(typeVisit(120, hand))];
    expect(script['keys.dwell_cv'].value).toBe(0);
    expect(script['keys.dwell_grid_share'].value).toBe(1);
    expect(script['keys.rollover_share'].value).toBe(0);
    expect(person['keys.dwell_cv'].value).toBeGreaterThan(0.2);
    expect(person['keys.dwell_grid_share'].value).toBeLessThan(0.25);
    expect(person['keys.rollover_share'].value).toBeGreaterThan(0.05);
    expect(person['keys.iki_lognormal_ks'].value).toBeLessThan(script['keys.iki_lognormal_ks'].value);
  });

  it('does not take a held key for many, nor a key never released for rollover', () => {
    const held: BehaviourEvent[] = Array.from({ length: 40 }, (_, i) => ({
      kind: 'keydown',
      t: i * 30,
      class: 'letter',
      key: 1,
    }));
    expect(featuresOf(held)['keys.iki_p50'].n).toBe(0);
    const pressed = typeVisit(40).filter(({ kind }) => kind === 'keydown');
    expect(measureOf(pressed, 'keys.rollover_share')).toBe(0);
    expect(
      measureOf(
        [...pressed, { kind: 'keydown', t: 60_000, class: 'letter', key: 99 }],
        'typing.unpaired_share',
      ),
    ).toBe(1);
  });
});

describe('key_profile', () => {
  const word = [1, 2, 3, 4, 5, 9];
  const typed = (ikiMs: (key: number) => number, dwellMs: (key: number) => number) => {
    let t = 0;
    return Array.from({ length: 120 }, (_, i): BehaviourEvent[] => {
      const key = word[i % word.length] ?? 0;
      t += ikiMs(key);
      const press = { class: (key === 9 ? 'space' : 'letter') as KeyClass, key };
      return [
        { kind: 'keydown', t, ...press },
        { kind: 'keyup', t: t + dwellMs(key), ...press },
      ];
    }).flat();
  };
  it('knows keys that keep their pace from keys that are drawn at random', () => {
    const random = seeded(9);
    const noise = () => Math.exp(0.1 * normal(random));
    const hand = featuresOf(
      typed(
        (key) => (100 + 30 * key) * noise(),
        (key) => (50 + 5 * key) * noise(),
      ),
    );
    const script = featuresOf(
      typed(
        () => 180 * Math.exp(0.5 * normal(random)),
        () => 80 * noise(),
      ),
    );
    for (const name of ['key_profile.pair_steady', 'key_profile.key_steady'] as const) {
      expect(hand[name].value, name).toBeGreaterThan(0.7);
      expect(Math.abs(script[name].value), name).toBeLessThan(0.3);
    }
  });

  it('sees the pause before a word', () => {
    const startOfWords = (pauseMs: number) =>
      measureOf(
        typed(
          (key) => (key === 1 ? pauseMs : 150),
          () => 70,
        ),
        'key_profile.word_start',
      );
    expect(startOfWords(300)).toBeCloseTo(Math.log(2), 5);
    expect(startOfWords(150)).toBeCloseTo(0, 5);
  });
});

describe('pointer_jump', () => {
  const steps = (per: number, jitter: (i: number) => number) =>
    Array.from({ length: 10 }, (_, s) =>
      Array.from({ length: per }, (_, i): BehaviourEvent => {
        const part = (i + 1 + (i + 1 < per ? jitter(i) : 0)) / per;
        const along = s % 2 ? 1 - part : part;
        return {
          kind: 'move',
          t: s * 1000 + 20 * i,
          x: Math.round(100 + 600 * along),
          y: Math.round(100 + 300 * along),
        };
      }),
    ).flat();
  it('tells jumps from steps, and even steps from uneven ones', () => {
    const random = seeded(2);
    const [jumps, even, uneven] = [
      featuresOf(steps(1, () => 0)),
      featuresOf(steps(5, () => 0)),
      featuresOf(steps(5, () => 0.3 * normal(random))),
    ];
    expect(jumps['pointer_jump.jump_share'].value).toBe(1);
    expect(even['pointer_jump.jump_share'].value).toBe(0);
    expect(even['pointer_jump.even_cv'].value).toBeLessThan(0.02);
    expect(even['pointer_jump.straight_p50'].value).toBeLessThan(0.001);
    expect(uneven['pointer_jump.even_cv'].value).toBeGreaterThan(0.2);
  });

  it('takes no finger for a jumping pointer', () => {
    expect(
      measureOf(
        steps(1, () => 0),
        'pointer_jump.jump_share',
        { ...BROWSER, pointer: 'touch' },
      ),
    ).toBeNull();
  });
});

describe('typing', () => {
  it('misses the Shift key of a shifted character', () => {
    const stack = { trusted: true, shifted: true, shiftHeld: false, code: true };
    expect(measureOf(typeVisit(10, { stack }), 'typing.shift_missing_share')).toBe(1);
    expect(
      measureOf(typeVisit(10, { stack: { ...stack, shiftHeld: true } }), 'typing.shift_missing_share'),
    ).toBe(0);
    expect(measureOf(typeVisit(10, { stack: { trusted: true } }), 'typing.shift_missing_share')).toBeNull();
  });

  it('sees keys that a page made itself', () => {
    expect(
      measureOf(typeVisit(5, { stack: { trusted: false, code: false } }), 'typing.untrusted_share'),
    ).toBe(1);
    expect(
      measureOf(typeVisit(5, { stack: { trusted: false, code: false } }), 'typing.code_missing_share'),
    ).toBe(1);
    const phone = { ...BROWSER, pointer: 'touch' as const };
    expect(
      measureOf(typeVisit(5, { stack: { code: false } }), 'typing.code_missing_share', phone),
    ).toBeNull();
  });

  it('expects text where keys are pressed', () => {
    const keys = typeVisit(12).map((event) => ({ ...event, t: event.t + 10 }));
    const focus: BehaviourEvent = { kind: 'focus', t: 0, field: 1, fieldKind: 'text' };
    expect(measureOf([focus, ...keys], 'typing.key_without_input_share')).toBe(1);
    const answered = keys.flatMap((event): BehaviourEvent[] =>
      event.kind === 'keydown'
        ? [event, { kind: 'input', t: event.t + 1, field: 1, inputType: 'insertText', change: 1 }]
        : [event],
    );
    expect(measureOf([focus, ...answered], 'typing.key_without_input_share')).toBe(0);
  });
});

describe('text_entry', () => {
  const input = (
    t: number,
    change: number,
    more: Partial<Extract<BehaviourEvent, { kind: 'input' }>> = {},
  ): BehaviourEvent => ({
    kind: 'input',
    t,
    field: 1,
    inputType: 'insertText',
    change,
    ...more,
  });
  it('names text that came from nowhere', () => {
    expect(measureOf(scriptVisit(), 'text_entry.bulk_share')).toBe(1);
    expect(measureOf(scriptVisit(), 'text_entry.keyless_share')).toBe(1);
    expect(measureOf(scriptVisit(), 'text_entry.burst_share')).toBe(1);
    expect(measureOf(handVisit(), 'text_entry.bulk_share')).toBe(0);
    expect(measureOf(handVisit(), 'text_entry.keyless_share')).toBe(0);
  });

  it.each([
    ['pasted', { inputType: 'insertFromPaste' }, 'text_entry.pasted_share'],
    [
      'filled in by the browser',
      { inputType: '', stack: { trusted: true, autofill: true } },
      'text_entry.autofill_share',
    ],
  ] as const)('explains what was %s', (_, more, name) => {
    const events = [input(10, 12, more), input(5000, 8, { ...more, field: 2 })];
    expect(measureOf(events, name)).toBe(1);
    expect(measureOf(events, 'text_entry.bulk_share')).toBe(0);
    expect(measureOf(events, 'text_entry.keyless_share')).toBe(0);
  });

  it('lets a page format what was typed, and an input method write words', () => {
    const key: BehaviourEvent = { kind: 'keydown', t: 9, class: 'digit', key: 1 };
    expect(measureOf([key, input(10, 2), input(11, 2), input(12, 2)], 'text_entry.bulk_share')).toBe(0);
    expect(measureOf([input(10, 7, { stack: { composing: true } })], 'text_entry.keyless_share')).toBe(0);
  });

  it('takes words that extend a field one by one for prediction or speech, not for filling', () => {
    const word = { inputType: 'insertText', change: 9 };
    const predicted = [1, 2, 3, 4].map((nth) => input(2000 * nth, 9, word));
    // The first fills an empty field, as far as it can tell.
    expect(measureOf(predicted, 'text_entry.bulk_share')).toBe(0.25);
    const hurried = [1, 2, 3, 4].map((nth) => input(50 * nth, 9, word));
    expect(measureOf(hurried, 'text_entry.bulk_share')).toBe(1);
    const pages = [1, 2, 3, 4].map((nth) => input(2000 * nth, 60, { inputType: 'insertText', change: 60 }));
    expect(measureOf(pages, 'text_entry.bulk_share')).toBe(1);
  });

  it("sees values that change behind the page's back", () => {
    const silent = [input(1, 5, { inputType: '', stack: { trusted: false } })];
    expect(measureOf(silent, 'text_entry.silent_share')).toBe(1);
    expect(measureOf(silent, 'text_entry.untrusted_share')).toBe(1);
  });
});

describe('pointer_delivery', () => {
  const injected = (more: object): BehaviourEvent[] =>
    Array.from({ length: 60 }, (_, i) => ({
      kind: 'move',
      t: i * (1000 / 60),
      x: i * 20,
      y: i * 10,
      stack: { trusted: true, coalesced: 1, raw: 2, latency: 1, ...more },
    }));
  it('knows moves that were injected one by one', () => {
    const found = featuresOf(injected({}));
    expect(found['pointer_delivery.raw_ratio'].value).toBe(2);
    expect(found['pointer_delivery.coalesced_mean'].value).toBe(1);
    expect(found['pointer_delivery.fast_coalesced_share'].value).toBe(0);
    expect(found['pointer_delivery.frame_lock_share'].value).toBe(1);
    expect(found['pointer_delivery.latency_spread'].value).toBe(0);
  });

  it('masks what this browser or screen does not show', () => {
    expect(
      measureOf(injected({}), 'pointer_delivery.raw_ratio', { ...BROWSER, rawUpdates: false }),
    ).toBeNull();
    expect(measureOf(injected({ coalesced: undefined }), 'pointer_delivery.coalesced_mean')).toBeNull();
    expect(measureOf(injected({}), 'pointer_delivery.subpixel_share', { ...BROWSER, dpr: 1.25 })).toBeNull();
    expect(measureOf(injected({ pointer: 'touch' }), 'pointer_delivery.frame_lock_share')).toBeNull();
  });

  it('does not judge by the extra samples that carry no stack', () => {
    const events = injected({ coalesced: 3, raw: 3 }).flatMap((event): BehaviourEvent[] =>
      event.kind === 'move' ? [{ kind: 'move', t: event.t, x: event.x - 7.5, y: event.y }, event] : [event],
    );
    const found = featuresOf(events);
    expect(found['pointer_delivery.coalesced_mean'].value).toBe(3);
    expect(found['pointer_delivery.subpixel_share'].value).toBe(0);
    expect(found['pointer_delivery.raw_ratio'].value).toBe(1);
  });

  it('finds presses where the pointer never went', () => {
    const press = (t: number, x: number): BehaviourEvent[] => [
      { kind: 'down', t, x, y: 100, button: 0, stack: { pressure: 0 } },
      { kind: 'up', t: t + 60, x, y: 100, button: 0 },
    ];
    const jumps = [...press(0, 100), ...press(900, 300), ...press(1800, 500)];
    expect(measureOf(jumps, 'pointer_delivery.teleport_share')).toBe(1);
    expect(measureOf(jumps, 'pointer_delivery.pressure_bad_share')).toBe(1);
    expect(measureOf(handVisit(), 'pointer_delivery.teleport_share')).toBe(0);
    expect(measureOf(handVisit(), 'pointer_delivery.pressure_bad_share')).toBe(0);
    const taps = { ...BROWSER, pointer: 'touch' as const };
    expect(measureOf(jumps, 'pointer_delivery.teleport_share', taps)).toBeNull();
  });
});

describe('click', () => {
  it('knows a centre and a hurry', () => {
    const events = [1, 2, 3, 4, 5].flatMap((i): BehaviourEvent[] => [
      { kind: 'move', t: i * 1000, x: i * 100, y: 50 },
      { kind: 'down', t: i * 1000 + 2, x: i * 100, y: 50, button: 0 },
      { kind: 'up', t: i * 1000 + 4, x: i * 100, y: 50, button: 0 },
      {
        kind: 'click',
        t: i * 1000 + 4,
        x: i * 100,
        y: 50,
        element: 'a',
        offsetX: 40,
        offsetY: 15,
        width: 80,
        height: 30,
      },
    ]);
    const found = featuresOf(events);
    expect(found['click.centre_share'].value).toBe(1);
    expect(found['click.offset_spread'].value).toBe(0);
    expect(found['click.gap_short_share'].value).toBe(1);
    expect(found['click.dwell_p50'].value).toBe(2);
    expect(found['click.hover_p50'].value).toBe(4);
  });

  it('knows neither of a hand, nor anything of keys that click', () => {
    const found = featuresOf(handVisit());
    expect(found['click.centre_share'].value).toBeLessThan(0.2);
    expect(found['click.gap_p50'].value).toBeGreaterThan(60);
    expect(found['click.dwell_cv'].value).toBeGreaterThan(0.05);
    const byKey = Array.from(
      { length: 5 },
      (_, i): BehaviourEvent => ({
        kind: 'click',
        t: i * 500,
        x: 0,
        y: 0,
        element: 'button',
        offsetX: 40,
        offsetY: 15,
        width: 80,
        height: 30,
      }),
    );
    expect(measureOf(byKey, 'click.centre_share')).toBeNull();
  });
});

describe('scroll', () => {
  const jump = (t: number, y: number): BehaviourEvent => ({ kind: 'scroll', t, x: 0, y });
  const wheel = (t: number): BehaviourEvent => ({ kind: 'wheel', t, deltaX: 0, deltaY: 100 });
  it('asks what caused it', () => {
    const alone = [0, 1, 2, 3].map((i) => jump(i * 2000, i * 300));
    expect(measureOf(alone, 'scroll.causeless_share')).toBe(1);
    expect(
      measureOf(
        alone.flatMap((event) => [wheel(event.t - 5), event]),
        'scroll.causeless_share',
      ),
    ).toBe(0);
    const recorded = ['move', 'click', 'scroll'] as const;
    expect(measureOf(alone, 'scroll.causeless_share', { ...BROWSER, recorded })).toBeNull();
  });

  it('tells a glide from a jump', () => {
    const at = (gliding: number) =>
      Array.from({ length: 6 }, (_, i) => [
        wheel(i * 600),
        ...Array.from({ length: gliding }, (_, g) =>
          jump(i * 600 + 16 * (g + 1), i * 100 + (100 * (g + 1)) / gliding),
        ),
      ]).flat();
    expect(measureOf(at(1), 'scroll.steps_per_notch')).toBeLessThan(1.5);
    expect(measureOf(at(8), 'scroll.steps_per_notch')).toBeGreaterThan(5);
    expect(measureOf(at(8), 'scroll.steps_per_notch', { ...BROWSER, reducedMotion: true })).toBeNull();
    expect(measureOf(at(8), 'scroll.notch_one_value_share')).toBe(1);
  });
});

describe('touch', () => {
  const phone = { ...BROWSER, pointer: 'touch' as const };
  const taps = (dwellMs: (i: number) => number, width: (i: number) => number) =>
    Array.from({ length: 8 }, (_, i): BehaviourEvent[] => {
      const at = { x: 50 + i * 20, y: 90, button: 0 };
      return [
        { kind: 'down', t: i * 900, ...at, stack: { width: width(i), height: width(i), pressure: 1 } },
        { kind: 'up', t: i * 900 + dwellMs(i), ...at },
      ];
    }).flat();
  it('knows one finger from a number', () => {
    const script = featuresOf(
      taps(
        () => 50,
        () => 2,
      ),
      phone,
    );
    const finger = featuresOf(
      taps(
        (i) => 60 + 9 * i,
        (i) => 20 + i,
      ),
      phone,
    );
    expect(script['touch.tap_dwell_cv'].value).toBe(0);
    expect(script['touch.radius_cv'].value).toBe(0);
    expect(finger['touch.tap_dwell_cv'].value).toBeGreaterThan(0.1);
    expect(finger['touch.radius_cv'].value).toBeGreaterThan(0.05);
    expect(finger['touch.pressure_cv'].valid).toBe(false);
    expect(finger['click.dwell_p50'].valid).toBe(false);
  });

  it('measures swipes, also where every event was recorded three times', () => {
    const swipe = (s: number): BehaviourEvent[] =>
      Array.from({ length: 30 }, (_, i): BehaviourEvent => {
        const at = { t: s * 2000 + i * 16, x: 300 - i * 8, y: 400 + Math.round(20 * Math.sin(i / 10)) };
        return i === 0 || i === 29
          ? { kind: i === 0 ? 'down' : 'up', ...at, button: 0 }
          : { kind: 'move', ...at };
      });
    const events = [0, 1, 2, 3].flatMap(swipe);
    const once = featuresOf(events, phone);
    const thrice = featuresOf(
      events.flatMap((event) => [event, event, event]),
      phone,
    );
    expect(once['touch.swipe_deviation_p50']).toMatchObject({ valid: true, n: 4 });
    expect(thrice['touch.swipe_deviation_p50']).toEqual(once['touch.swipe_deviation_p50']);
    expect(once['path.efficiency_p50'].valid).toBe(false);
  });
});

describe('flow', () => {
  it('asks what moved the focus', () => {
    expect(measureOf(scriptVisit(), 'flow.focus_causeless_share')).toBe(1);
    const tabbed = [1, 2, 3, 4].flatMap((field): BehaviourEvent[] => [
      { kind: 'keydown', t: field * 1000, class: 'tab', key: 1 },
      { kind: 'focus', t: field * 1000 + 2, field, fieldKind: 'text' },
      { kind: 'keyup', t: field * 1000 + 80, class: 'tab', key: 1 },
    ]);
    const visit: BehaviourEvent[] = [{ kind: 'show', t: 0 }, ...tabbed];
    expect(measureOf(visit, 'flow.focus_causeless_share')).toBe(0);
    expect(measureOf(visit, 'flow.tab_share')).toBe(1);
    expect(measureOf(visit, 'flow.order_share')).toBe(1);
    expect(measureOf(visit, 'flow.first_action_ms')).toBe(1000);
  });

  it('takes no focus for caused because the page has just opened, and one because it was opened again', () => {
    const focus = (t: number, field: number): BehaviourEvent => ({
      kind: 'focus',
      t,
      field,
      fieldKind: 'text',
    });
    const opening: BehaviourEvent[] = [{ kind: 'show', t: 0 }, focus(10, 1), focus(12, 2), focus(14, 3)];
    expect(featuresOf(opening)['flow.focus_causeless_share']).toEqual({ value: 1, n: 2, valid: true });
    const back: BehaviourEvent[] = [
      ...opening,
      { kind: 'hide', t: 3000 },
      { kind: 'show', t: 9000 },
      focus(9010, 4),
    ];
    expect(featuresOf(back)['flow.focus_causeless_share'].n).toBe(2);
  });

  it('leaves out focus a password manager took to write, where the browser vouches for a press', () => {
    const filled = [1, 2, 3, 4].flatMap((field): BehaviourEvent[] => [
      { kind: 'focus', t: 2000 + field, field, fieldKind: 'text' },
      { kind: 'input', t: 2001 + field, field, inputType: '', change: 12, stack: { trusted: false } },
    ]);
    const press = (t: number, trusted: boolean): BehaviourEvent[] => [
      { kind: 'keydown', t, class: 'tab', key: 1, stack: { trusted } },
      { kind: 'focus', t: t + 2, field: t, fieldKind: 'text' },
    ];
    const visit = (trusted: boolean): BehaviourEvent[] => [
      { kind: 'show', t: 0 },
      ...filled,
      ...press(4000, trusted),
      ...press(5000, trusted),
    ];
    expect(measureOf(visit(true), 'flow.focus_causeless_share')).toBe(0);
    expect(measureOf(visit(false), 'flow.focus_causeless_share')).toBeCloseTo(4 / 6);
    expect(measureOf(visit(true), 'flow.character_ms')).toBeNull();
  });

  it('knows no time to the first action where the visit begins with it', () => {
    const tap: BehaviourEvent = { kind: 'keydown', t: 0, class: 'tab', key: 1 };
    expect(measureOf([tap, { ...tap, t: 900 }], 'flow.first_action_ms')).toBeNull();
  });

  it('measures how fast a form was filled', () => {
    expect(measureOf(scriptVisit(), 'flow.character_ms')).toBeLessThan(1);
    expect(measureOf(handVisit(), 'flow.character_ms')).toBeGreaterThan(50);
  });
});

describe('familiarity', () => {
  it('hears that numbers are read off in groups', () => {
    let index = 0;
    const grouped = typeVisit(32, { class: () => 'digit', ikiMs: () => (++index % 4 === 0 ? 700 : 150) });
    expect(measureOf(grouped, 'familiarity.chunk_period')).toBe(1);
    expect(measureOf(grouped, 'familiarity.segmented_typing')).toBeGreaterThan(1);
    expect(measureOf(typeVisit(32, { class: () => 'digit' }), 'familiarity.segmented_typing')).toBe(0);
  });

  it('counts corrections', () => {
    const events = typeVisit(60, { class: (i) => (i % 10 === 9 ? 'edit' : 'letter') });
    expect(measureOf(events, 'familiarity.correction_share')).toBeCloseTo(0.1, 6);
    expect(measureOf(events, 'familiarity.correction_delay_p50')).toBe(120);
  });

  it('compares personal with other fields', () => {
    const typed = (from: number, ikiMs: number, fieldKind: string): BehaviourEvent[] => [
      { kind: 'focus', t: from, field: from, fieldKind },
      ...typeVisit(14, { ikiMs: () => ikiMs }).map((event) => ({ ...event, t: event.t + from + 10 })),
    ];
    const stranger = [...typed(0, 600, 'family-name'), ...typed(20_000, 150, 'text')];
    expect(measureOf(stranger, 'familiarity.familiarity_gap')).toBeCloseTo(Math.log(4), 1);
  });

  it('sees the beat of a remote desktop and no other', () => {
    expect(measureOf(pathVisit({ stepMs: 40 }), 'familiarity.lattice_share')).toBeGreaterThan(0.9);
    expect(measureOf(pathVisit({ stepMs: 16 }), 'familiarity.lattice_share')).toBe(0);
  });
});
