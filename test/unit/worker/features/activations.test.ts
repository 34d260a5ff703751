import { describe, expect, it } from 'vitest';
import { type BehaviourEvent, CHANNELS, type Environment } from '../../../../src/contract/event.ts';
import { FEATURES, type FeatureName } from '../../../../src/contract/features/index.ts';
import { createFeatureExtractor } from '../../../../worker/features/extractor.ts';

const BROWSER: Environment = {
  recorded: CHANNELS,
  pointer: 'mouse',
  viewport: [1280, 812],
  dpr: 1,
  clockGrainMs: 0.1,
};

/**
 * A press at a field's centre, as the accessibility API makes it: focus first, then down, up and click at
 * once.
 */
function activation(t: number, field: number, pressure = 0): BehaviourEvent[] {
  const at = { x: 412, y: 100 + 70 * field };
  const place = { element: 'input', offsetX: 166, offsetY: 20.5, width: 332, height: 41 };
  return [
    { kind: 'focus', t, field, fieldKind: 'name', stack: { trusted: true } },
    { kind: 'down', t: t + 1.8, ...at, button: 0, stack: { trusted: true, pressure, latency: 0.1 } },
    { kind: 'up', t: t + 2.5, ...at, button: 0, stack: { trusted: true, pressure: 0, latency: 0 } },
    { kind: 'click', t: t + 2.6, ...at, ...place, stack: { trusted: true } },
  ];
}

function named(name: FeatureName, events: readonly BehaviourEvent[]) {
  const extractor = createFeatureExtractor(BROWSER);
  for (const event of events) extractor.push(event);
  const value = extractor.read()[FEATURES.findIndex((feature) => feature.name === name)];
  if (!value) throw new Error(`no feature ${name}`);
  return value;
}

const visit = (pressure: number) =>
  [1, 2, 3, 4, 5].flatMap((field) => activation(3000 * field, field, pressure));
/** The same with the pointer led to each place first. */
const led = (pressure: number) =>
  [1, 2, 3, 4, 5].flatMap((field): BehaviourEvent[] => [
    { kind: 'move', t: 3000 * field - 40, x: 412, y: 100 + 70 * field, stack: { trusted: true } },
    ...activation(3000 * field, field, pressure),
  ]);

describe('activation through the accessibility API', () => {
  it.each([
    'pointer_delivery.pressure_bad_share',
    'pointer_delivery.teleport_share',
    'click.centre_share',
    'click.dwell_p50',
  ] as const)('says nothing of %s', (name) => {
    expect(named(name, visit(0))).toMatchObject({ valid: false });
  });
  it('is no leap of the pointer, and neither is a key', () => {
    const click = { kind: 'click', x: 0, y: 0, element: 'input', stack: { trusted: true } } as const;
    const nowhere = { offsetX: null, offsetY: null, width: null, height: null };
    const moves: BehaviourEvent[] = [200, 220, 240].map((t) => ({ kind: 'move', t, x: 600 + t, y: 360 }));
    const keyed = [1, 2, 3].map((n): BehaviourEvent => ({ ...click, ...nowhere, t: 20_000 + 900 * n }));
    expect(named('pointer_jump.jump_share', [...moves, ...visit(0), ...keyed]).n).toBe(0);
    expect(named('pointer_jump.jump_share', [...moves, ...visit(0.5)]).value).toBe(1);
  });
  it('explains the focus that came with it', () => {
    expect(named('flow.focus_causeless_share', visit(0))).toMatchObject({ value: 0 });
  });
  it('is not what a driver does that leads the pointer there', () => {
    expect(named('pointer_delivery.pressure_bad_share', led(0))).toMatchObject({ value: 1, valid: true });
    expect(named('click.centre_share', led(0))).toMatchObject({ valid: true });
    expect(named('flow.focus_causeless_share', led(0)).value).toBeGreaterThan(0.7);
  });
  it('is no way to enter a field by key', () => {
    expect(named('flow.tab_share', visit(0))).toMatchObject({ value: 0, n: 4 });
  });
  it('is none after a press that was held', () => {
    const held = visit(0).map((event) =>
      event.kind === 'up' || event.kind === 'click' ? { ...event, t: event.t + 90 } : event,
    );
    expect(named('pointer_delivery.pressure_bad_share', held)).toMatchObject({ value: 1, n: 4 });
    expect(named('pointer_delivery.teleport_share', held)).toMatchObject({ value: 1, n: 3 });
  });
  it('is not a press with the pressure of a button', () => {
    expect(named('pointer_delivery.teleport_share', visit(0.5))).toMatchObject({ value: 1, valid: true });
  });
});
