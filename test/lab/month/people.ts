import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { createRandom } from '../../../train/random.ts';
import { visitsOf } from '../campaigns/cache.ts';
import { SITES } from '../campaigns/sites.ts';
import { type LabVisit, visitOf } from '../campaigns/visit.ts';
import { toRecording, type Visit } from '../cohorts/desk.ts';
import { KINDS } from '../cohorts/kinds/index.ts';
import { openPool } from '../cohorts/pool.ts';
import { probed } from '../cohorts/score.ts';
import { COMMON } from './kinds.ts';

/** Sessions of each kind of people. Chosen: a share of a kind is then known to within eight points. */
const SESSIONS = 60;
/** Of the kinds that most customers are of, so that few sessions come twice a day. */
const COMMON_SESSIONS = 500;

/** What people show, by their kind, and what scripts show, by their wave. */
export interface Shown {
  readonly kinds: Readonly<Record<string, readonly Evidence[]>>;
  readonly waves: readonly (readonly Evidence[])[];
}

interface Opening {
  readonly cache: string;
  readonly data: string;
  readonly model: Model;
  readonly onProgress: (text: string) => void;
}

type Cached = Readonly<Record<string, readonly LabVisit[]>>;

/** Sessions of people of data/test, whom the model has never seen, and waves of the scripts of two sites. */
export async function openShown({ cache, data, model, onProgress }: Opening): Promise<Shown> {
  const path = `${cache}/kinds.json`;
  const kinds: Cached = existsSync(path)
    ? JSON.parse(await readFile(path, 'utf8'))
    : await buildKinds(model, onProgress);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(kinds));
  const waves: (readonly Evidence[])[] = [];
  for (const site of SITES.filter(({ use, name }) => use === 'report' && name !== 'sapimouse')) {
    onProgress(`scripts on ${site.name}`);
    const seen = await visitsOf(site, { folder: `${cache}/campaigns`, data, model });
    waves.push(...seen.waves.map(({ visits }) => visits.map(evidenceOf)));
  }
  return {
    kinds: Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, all.map(evidenceOf)])),
    waves,
  };
}

async function buildKinds(model: Model, onProgress: (text: string) => void): Promise<Cached> {
  const pool = await openPool('test', (file) => onProgress(`people of ${file}`));
  return Object.fromEntries(
    KINDS.map((kind) => {
      onProgress(kind.kind);
      const visits = Array.from(
        { length: Object.hasOwn(COMMON, kind.kind) ? COMMON_SESSIONS : SESSIONS },
        (_, index) => {
          const visit = kind.build(pool, createRandom('month', kind.kind, index));
          return shownIn(visit, `${kind.kind}/${index}`, model);
        },
      );
      return [kind.kind, visits];
    }),
  );
}

/** What the page would have signed: the visit is written and read as a recording, and its clock is probed. */
export function shownIn(visit: Visit, id: string, model: Model): LabVisit {
  const recording = probed(toRecording(visit, { id, source: 'month' }));
  const read = parseRecording(JSON.parse(JSON.stringify(recording)));
  if (!read.ok) throw new Error(`${id}: ${read.code}`);
  return visitOf(read.value.events, { key: id, environment: read.value.environment, model });
}

const evidenceOf = ({ schema, values, missing }: LabVisit): Evidence => ({
  ...{ schema, flags: 0 },
  values: Int8Array.from(values),
  missing: Uint8Array.from(missing),
});
