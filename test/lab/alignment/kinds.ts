import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Level } from '../../../src/contract/verdict.ts';
import { SHIPPED_MEASURES, stepOf } from '../../../src/decide/alignment/step.ts';
import type { Reference } from '../../../src/decide/alignment/wanted.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import { scoreAligned } from '../../../src/server/model/score-aligned.ts';
import { createRandom, type Random } from '../../../train/random.ts';
import { KINDS } from '../cohorts/kinds/index.ts';
import { openPool, type Person, type Pool } from '../cohorts/pool.ts';
import { COMMON } from '../month/kinds.ts';
import { shownIn } from '../month/people.ts';
import { countsOf, evidenceOf } from './measure.ts';
import type { SiteVisit } from './visits.ts';

/** Sessions of each kind in each half. Chosen: one in a hundred is then one session. */
const SESSIONS = 100;
/** Visits before the first alignment. Chosen: a small shop's of ten days. */
const VISITS = 2000;

/** Sessions of each kind of people. */
type Sessions = Readonly<Record<string, readonly SiteVisit[]>>;

/** No person of one half is in the other. */
export interface KindHalves {
  readonly learn: Sessions;
  readonly report: Sessions;
}

/** What a kind of people meets: shares of its sessions that are `medium` or above, means over draws. */
export interface KindAlarms {
  readonly kind: string;
  readonly sessions: number;
  readonly shipped: number;
  readonly aligned: number;
  /** Most of any draw. */
  readonly worst: number;
}

/** The people of data/test in two halves, whom the model has never seen. */
export async function openHalves(
  model: Model,
  { folder, onProgress }: { readonly folder: string; readonly onProgress: (text: string) => void },
): Promise<KindHalves> {
  const path = `${folder}/kinds.json`;
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8'));
  const pool = await openPool('test', onProgress);
  const of = (name: 'learn' | 'report') => {
    const half = halfOf(pool, name === 'learn');
    return Object.fromEntries(
      KINDS.map((kind) => {
        onProgress(`${name}: ${kind.kind}`);
        const sessions = Array.from({ length: SESSIONS }, (_, index) => {
          const visit = kind.build(half, createRandom('alignment', name, kind.kind, index));
          const { values, missing } = shownIn(visit, `${kind.kind}/${index}`, model);
          return { subject: visit.people.join('+'), values, missing };
        });
        return [kind.kind, sessions];
      }),
    );
  };
  const halves = { learn: of('learn'), report: of('report') };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(halves));
  return halves;
}

/** Every second person, in a drawn order. */
function halfOf(pool: Pool, isFirst: boolean): Pool {
  const half = (people: readonly Person[]) =>
    people
      .map((person) => ({ person, order: createRandom('alignment', 'half', person.subject).uniform(0, 1) }))
      .sort((a, b) => a.order - b.order)
      .flatMap(({ person }, index) => ((index % 2 === 0) === isFirst ? [person] : []));
  const { split, sapimouse, dlrv, dlrvTouch, swipe, hofstra } = pool;
  return {
    split,
    ...{ sapimouse: half(sapimouse), dlrv: half(dlrv), dlrvTouch: half(dlrvTouch) },
    ...{ swipe: half(swipe), hofstra: half(hofstra) },
  };
}

interface MeasuringKinds {
  readonly model: Model;
  readonly reference: Reference;
  readonly draws: number;
}

/** Every kind before and after first steps on the traffic of one half, in the sessions of either. */
export function measureKinds(
  { learn }: KindHalves,
  reported: Sessions,
  { model, reference, draws }: MeasuringKinds,
): readonly KindAlarms[] {
  const steps = Array.from({ length: draws }, (_, draw) => {
    const name = `kinds/${draw}`;
    const people = trafficOf(learn, createRandom('alignment', name));
    const { counts } = countsOf({ people, bots: [] }, { model, bots: 0, name, visits: VISITS });
    const stepped = stepOf({ counts, reference, inForce: SHIPPED_MEASURES, anchors: null });
    if (!stepped.ok) throw new Error(`${name}: ${stepped.code} ${stepped.detail}`);
    return stepped.measures;
  });
  return Object.entries(reported).map(([kind, sessions]) => {
    const all = sessions.map((visit) => evidenceOf(visit, model.manifest.schema));
    const aligned = steps.map((measures) => alarmsOf(all, model, measures));
    return {
      kind,
      sessions: all.length,
      shipped: alarmsOf(all, model, SHIPPED_MEASURES),
      aligned: aligned.reduce((sum, one) => sum + one, 0) / aligned.length,
      worst: Math.max(...aligned),
    };
  });
}

/** Most visit as the month's customers do; every other kind is as frequent as the others. */
function trafficOf(sessions: Sessions, random: Random): readonly SiteVisit[] {
  const rest = Object.keys(sessions).filter((kind) => !Object.hasOwn(COMMON, kind));
  return Array.from({ length: VISITS }, () => {
    let lot = random.uniform(0, 1);
    const common = Object.entries(COMMON).find(([, share]) => {
      lot -= share;
      return lot < 0;
    });
    return random.pick(sessions[common?.[0] ?? random.pick(rest)] ?? []);
  });
}

const isAlarm = (level: Level): boolean => level === 'medium' || level === 'high';

const alarmsOf = (all: readonly Evidence[], model: Model, measures: SiteMeasures): number =>
  all.filter((one) => isAlarm(scoreAligned(model, one, measures).level)).length / Math.max(1, all.length);
