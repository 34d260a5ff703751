import { describe, expect, it } from 'vitest';
import { blankVerdict } from '../../../../src/page/blank.ts';
import { parseRecording, toTuple } from '../../../../src/wire/recording.ts';
import { scoreRecording } from '../../../../train/score.ts';
import type { Sight } from '../../../lab/bots/ground.ts';
import { labelled, mismatchOf, type Provenance } from '../../../lab/bots/recording.ts';
import { randomModel } from '../../scoring/model.ts';
import { config, visit } from '../../worker/fakes.ts';

const provenance: Provenance = {
  actor: { name: 'tool', kind: 'tool', play: async () => undefined },
  page: 'login',
  seed: 'seed',
  session: 3,
  setting: { width: 1280, height: 720, dpr: 1, headful: false },
  parameters: { delay: 20 },
};

const events = visit().map(toTuple);
/** What a page hands whose verdict was made from the first `count` events. */
const sight = (count: number, change: Partial<Sight['verdict']> = {}): Sight => ({
  verdict: { ...blankVerdict('login', []), engine: 'exact', events: count, ...change },
  recording: {
    id: 'x',
    source: 'tellsign',
    subject: 'x',
    label: null,
    generator: null,
    ...config().environment,
    events,
  },
});

describe('a recording of the lab', () => {
  it('ends where the verdict was made, and says who made it', () => {
    const recording = labelled(sight(10), provenance);
    expect(recording?.events).toEqual(events.slice(0, 10));
    expect(recording).toMatchObject({
      id: 'lab/tool/login/seed-3',
      subject: 'lab/tool',
      label: 'automation',
      generator: 'tool',
    });
  });

  it('is a person without a generator where one acted', () => {
    const actor = { ...provenance.actor, kind: 'person' } as const;
    expect(labelled(sight(10), { ...provenance, actor })).toMatchObject({ label: 'human', generator: null });
  });

  it('is none where the page kept no events, or no engine answered', () => {
    expect(labelled({ ...sight(10), recording: null }, provenance)).toBeNull();
    expect(labelled(sight(0, { engine: null }), provenance)).toBeNull();
  });

  it('agrees with the page when it rescores to the same logit, and says so when not', async () => {
    const model = await randomModel(5);
    const parsed = parseRecording({ ...sight(0).recording, events: events.slice(0, 40) });
    if (!parsed.ok) throw new Error(parsed.code);
    const { logit } = await scoreRecording(parsed.value, model);
    const told = (value: number | null) => labelled(sight(40, { logit: value }), provenance);
    const same = told(logit);
    const other = told((logit ?? 0) + 0.0625);
    expect(same && (await mismatchOf(same, model))).toBeNull();
    expect(other && (await mismatchOf(other, model))).toContain('recording');
  });
});
