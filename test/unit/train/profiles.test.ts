import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { readRecordings } from '../../../train/data/read.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';
import { createActor, type Visit } from './profiles.ts';

/** Training people: this table may be tuned on. */
const HAND = '../shared/data/train/sapimouse.ndjson.gz';
const FIELDS = ['name', 'email', 'street-address', 'postal-code', 'cc-number', 'cc-exp'];
/** Where a field of the acted page lies. */
const place = (field: number): [number, number] => [420 + 17 * field, 140 + 70 * field];

/** `page.fill` on every field, then `page.click`. */
function playwrightFill(): Visit {
  const actor = createActor('playwright fill');
  FIELDS.forEach((kind, field) => {
    actor.wait(actor.random.uniform(15, 40));
    actor.focus(field, kind);
    actor.wait(2);
    actor.insert(field, 14);
  });
  actor.wait(20);
  actor.step([600, 600]);
  actor.wait(1);
  actor.press({ dwell: 1 });
  return actor.done();
}

/** `page.type` with a fixed delay: keys go down and up at once, shifted characters without Shift. */
function typist(name: string, { pressure = 0.5, delay = 50 } = {}): Visit {
  const actor = createActor(name);
  FIELDS.forEach((kind, field) => {
    actor.wait(30);
    actor.step(place(field));
    actor.wait(2);
    actor.press({ dwell: 1, pressure });
    actor.focus(field, kind);
    for (let i = 0; i < 14; i += 1) {
      actor.wait(delay + actor.random.uniform(0, 2));
      actor.key(field, { key: i, dwell: 0.8, shifted: i === 0, shiftHeld: false });
    }
  });
  return actor.done();
}

/** `dispatchEvent` from inside the page. */
function synthetic(): Visit {
  const actor = createActor('in-page');
  FIELDS.forEach((kind, field) => {
    actor.wait(120);
    actor.focus(field, kind, false);
    actor.press({ dwell: 0, pressure: 0, trusted: false });
    for (let i = 0; i < 8; i += 1) {
      actor.wait(20);
      actor.key(field, { key: i, dwell: 0, trusted: false });
    }
  });
  return actor.done();
}

/** Natural typing: overlapping presses, lognormal pace with drift, slips. */
function type(actor: ReturnType<typeof createActor>, field: number, count: number): void {
  let drift = 0;
  for (let i = 0; i < count; i += 1) {
    drift = 0.5 * drift + actor.random.normal(0, 0.3);
    const pause = actor.random.chance(0.07) ? actor.random.uniform(300, 1200) : 0;
    actor.wait(135 * Math.exp(drift + actor.random.normal(0, 0.25)) + pause);
    actor.key(field, { key: actor.random.integer(0, 25), dwell: actor.random.logNormal(92, 0.24) });
  }
}

/** A recorded minute of somebody's mouse; forms are acted out around its presses. */
async function recordedHand(): Promise<BehaviourEvent[]> {
  for await (const { result } of readRecordings([HAND])) {
    if (!result.ok || result.value.recording.subject !== 'sapimouse/u12') continue;
    return result.value.events.filter(({ t }) => t < 60_000);
  }
  throw new Error('no such recording');
}

/** Fields entered by the hand's own presses; what is done in each is up to `use`. */
function withHand(
  hand: readonly BehaviourEvent[],
  use: (actor: ReturnType<typeof createActor>, field: number) => void,
): Visit {
  const actor = createActor('form');
  const presses = hand.filter(({ kind }) => kind === 'up').filter((_, index) => index % 4 === 0);
  FIELDS.forEach((kind, field) => {
    actor.at((presses[field]?.t ?? 0) + 5);
    actor.focus(field, kind);
    use(actor, field);
  });
  const { events, environment } = actor.done();
  return { events: [...hand, ...events].sort((a, b) => a.t - b.t), environment };
}

const passwordManager = (hand: readonly BehaviourEvent[]): Visit =>
  withHand(hand, (actor, field) => {
    if (field !== 1) return;
    actor.wait(300);
    actor.insert(0, 12, { trusted: false }, '');
    actor.wait(3);
    actor.focus(1, 'password');
    actor.insert(1, 16, { trusted: false }, '');
  });

const autofill = (hand: readonly BehaviourEvent[]): Visit =>
  withHand(hand, (actor, field) => {
    actor.wait(700);
    if (field > 0) return;
    for (const other of FIELDS.keys()) actor.insert(other, 14, { autofill: true }, '');
  });

const pasteHeavy = (hand: readonly BehaviourEvent[]): Visit =>
  withHand(hand, (actor, field) => {
    actor.wait(500);
    actor.key(null, { class: 'modifier', key: 90, dwell: 220 });
    actor.wait(60);
    actor.insert(field, 16, {}, 'insertFromPaste');
  });

/** Composition: keys that name no character, words inserted by the input method. */
const inputMethod = (hand: readonly BehaviourEvent[]): Visit =>
  withHand(hand, (actor, field) => {
    type(actor, field, 8);
    actor.insert(field, 3, { composing: true }, 'insertCompositionText');
  });

/** Words at once, without keys. */
const dictation = (hand: readonly BehaviourEvent[]): Visit =>
  withHand(hand, (actor, field) => {
    for (let word = 0; word < 3; word += 1) {
      actor.wait(actor.random.uniform(400, 900));
      actor.insert(field, actor.random.integer(3, 9));
    }
  });

/** Password manager opened by its shortcut, sent with Enter: no pointer at all. */
function passwordManagerKeys(): Visit {
  const actor = createActor('password manager keys');
  actor.wait(1500);
  actor.key(null, { class: 'modifier', key: 90, dwell: 300 });
  for (let field = 0; field < 3; field += 1) {
    actor.wait(400);
    actor.focus(field, 'password', true);
    actor.wait(2);
    actor.insert(field, 14, { trusted: false }, '');
  }
  actor.wait(900);
  actor.key(null, { class: 'enter', key: 91, dwell: 80 });
  return actor.done();
}

function keyboardOnly(): Visit {
  const actor = createActor('keyboard only');
  FIELDS.forEach((kind, field) => {
    actor.wait(actor.random.uniform(300, 900));
    actor.key(null, { class: 'tab', key: 99, dwell: 80 });
    actor.wait(20);
    actor.focus(field, kind);
    type(actor, field, 16);
  });
  actor.wait(700);
  actor.key(null, { class: 'enter', key: 91, dwell: 90 });
  return actor.done();
}

/** Activation without pointer travel: clicks with no press, focus set by the reader, natural typing. */
function screenReader(): Visit {
  const actor = createActor('screen reader');
  FIELDS.forEach((kind, field) => {
    actor.wait(actor.random.uniform(1500, 4000));
    actor.focus(field, kind);
    actor.press({ dwell: 0, button: false });
    type(actor, field, 14);
  });
  actor.wait(1500);
  actor.press({ dwell: 0, button: false });
  return actor.done();
}

describe('the committed model', () => {
  let model: Model;
  beforeAll(async () => {
    const loaded = await loadModel(
      new Uint8Array(readFileSync('model/tellsign.onnx')),
      JSON.parse(readFileSync('model/manifest.json', 'utf8')),
    );
    if (!loaded.ok) throw new Error(loaded.code);
    model = loaded.value;
  });

  const score = ({ events, environment }: Visit) => {
    const extractor = createFeatureExtractor(environment);
    for (const event of events) extractor.push(event);
    return scoreEvidence(model, quantise(extractor.read(), model.manifest));
  };

  it.each([
    ['Playwright fill', playwrightFill()],
    ['Playwright type with a constant delay', typist('playwright type')],
    ['Puppeteer type, pressure 0', typist('puppeteer type', { pressure: 0, delay: 90 })],
    ['in-page synthetic events', synthetic()],
  ])('calls %s high', (_, visit) => {
    const { level, groups } = score(visit);
    expect({ level, groups }).toMatchObject({ level: 'high' });
  });

  describe.skipIf(!existsSync(HAND))('with a recorded hand from ../shared/data/train', () => {
    it.each([
      ['with a password manager', passwordManager],
      ['with autofill', autofill],
      ['who pastes', pasteHeavy],
      ['with an input method', inputMethod],
      ['who dictates', dictation],
    ])('calls a mouse user %s low', async (_, act) => {
      const { level, groups } = score(act(await recordedHand()));
      expect({ level, groups }).toMatchObject({ level: 'low' });
    });
  });

  it.each([
    ['a keyboard-only user', keyboardOnly()],
    ['a screen-reader user', screenReader()],
    ['a password manager without a pointer', passwordManagerKeys()],
  ])('does not call %s high', (_, visit) => {
    const { level, groups } = score(visit);
    expect({ level, groups }).not.toMatchObject({ level: 'high' });
  });
});
