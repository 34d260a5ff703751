import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BehaviourEvent, Environment } from '../../../src/contract/event.ts';
import type { Settings } from '../../../src/contract/model.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { CLIP_MS, clipsOf } from '../../../train/data/clip.ts';
import { type CorpusFile, readCorpus, type Sample } from '../../../train/data/corpus.ts';
import { type Lender, lend, strokesOfLenders } from '../../../train/data/people.ts';
import {
  pointerFamilies,
  scrollFamilies,
  touchFamilies,
  typingFamilies,
} from '../../../train/families/index.ts';
import { createRandom, type Random } from '../../../train/random.ts';
import { simulatePointer } from '../../../train/simulate/pointer.ts';
import { simulateTouch } from '../../../train/simulate/touch.ts';
import { simulateTyping } from '../../../train/simulate/typing.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';
import type { AlignedSite } from './sites.ts';

/** What a server sees of a visit, and whose it is. */
export interface SiteVisit {
  readonly subject: string;
  readonly values: readonly number[];
  readonly missing: readonly number[];
}

/** One half of a site's people, and the scripts that do their tasks. */
export interface Half {
  readonly people: readonly SiteVisit[];
  readonly bots: readonly SiteVisit[];
}

/** Everything that happens on a site: what it is aligned on, and what is reported. No person is in both. */
export interface SiteVisits {
  readonly learn: Half;
  readonly report: Half;
}

/** Most visits of a half; most pieces of one recording. Chosen: 300 are needed, and a minute is a visit. */
const [MOST_VISITS, PIECES] = [600, 3] as const;
/** Visits of each script and half. */
const RUNS = 8;
/** Sessions with fewer events show nothing. */
const LEAST_EVENTS = 10;

interface Reading {
  /** Where features are kept between runs. */
  readonly folder: string;
  readonly data: string;
  readonly settings: Settings;
}

/** The visits of a site, from the file where an earlier run has left them. */
export async function visitsOf(site: AlignedSite, { folder, data, settings }: Reading): Promise<SiteVisits> {
  const path = `${folder}/${site.name.replace(/\W+/g, '-')}.json`;
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8'));
  const samples: Sample[] = [];
  for (const name of site.files) {
    const file: CorpusFile = { name, path: `${data}${name}.ndjson.gz`, sha256: '' };
    for await (const sample of readCorpus(file)) {
      const events = sample.generator === null ? site.select(sample) : null;
      if (events !== null) samples.push({ ...sample, events });
    }
  }
  const subjects = shuffled(
    [...new Set(samples.map(({ subject }) => subject))],
    createRandom('alignment', site.name, 'people'),
  );
  const first = new Set(subjects.slice(0, Math.ceil(subjects.length / 2)));
  const of = (isFirst: boolean) =>
    halfOf(
      samples.filter(({ subject }) => first.has(subject) === isFirst),
      { site, settings, name: isFirst ? 'learn' : 'report' },
    );
  const visits = { learn: of(true), report: of(false) };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(visits));
  return visits;
}

interface Halving {
  readonly site: AlignedSite;
  readonly settings: Settings;
  readonly name: string;
}

function halfOf(samples: readonly Sample[], { site, settings, name }: Halving): Half {
  const pieces = samples.flatMap((sample) =>
    clipsOf(sample.events, PIECES)
      .filter((events) => events.length >= LEAST_EVENTS)
      .map((events) => ({ events, sample })),
  );
  const drawn = shuffled(pieces, createRandom('alignment', site.name, name)).slice(0, MOST_VISITS);
  const lenders = drawn.flatMap(({ events, sample }) => lend(events, sample) ?? []);
  const scripts = scriptsOf(site.modality, lenders, `${site.name}/${name}`);
  return {
    people: drawn.map(({ events, sample }) => visitOf(events, sample, settings)),
    bots: scripts.map(({ events, environment, family }) =>
      visitOf(events, { subject: family, environment }, settings),
    ),
  };
}

function visitOf(
  events: readonly BehaviourEvent[],
  { subject, environment }: { readonly subject: string; readonly environment: Environment },
  settings: Settings,
): SiteVisit {
  const extractor = createFeatureExtractor(environment);
  for (const event of events) extractor.push(event);
  const { values, missing } = quantise(extractor.read(), settings);
  return { subject, values: [...values], missing: [...missing] };
}

interface ScriptVisit {
  readonly events: readonly BehaviourEvent[];
  readonly environment: Environment;
  readonly family: string;
}

/** Visits of every script of a modality, each on a drawn person's task and with settings of its own. */
function scriptsOf(
  modality: AlignedSite['modality'],
  lenders: readonly Lender[],
  name: string,
): ScriptVisit[] {
  const strokes = strokesOfLenders(lenders);
  const presses = lenders.flatMap((lender) => lender.presses);
  const fingers = lenders.flatMap((lender) => lender.contacts.map(({ stroke }) => stroke));
  const families = { pointer: pointerFamilies, keys: typingFamilies, touch: touchFamilies }[modality];
  const run = (family: string, lender: Lender, random: Random, own: Random): readonly BehaviourEvent[] => {
    const common = { limitMs: CLIP_MS, own };
    if (modality === 'keys') {
      const script = typingFamilies[family as keyof typeof typingFamilies];
      return simulateTyping(
        lender.presses,
        { ...common, family: script, donor: () => random.pick(presses) },
        random,
      );
    }
    if (modality === 'touch') {
      const script = touchFamilies[family as keyof typeof touchFamilies];
      const touching = { ...common, family: script, donor: () => random.pick(fingers) };
      return simulateTouch(lender.contacts, { template: lender.template, script: touching, random });
    }
    const script = pointerFamilies[family as keyof typeof pointerFamilies];
    const pointing = {
      ...common,
      ...{ family: script, donor: () => random.pick(strokes), clicks: random.chance(0.8) },
      scroller: random.chance(0.8) ? random.pick(Object.values(scrollFamilies)).create(random) : null,
    };
    return simulatePointer(lender.template, pointing, random);
  };
  return Object.keys(families).flatMap((family) =>
    Array.from({ length: RUNS }, (_, index) => {
      const random = createRandom('alignment', name, family, index);
      const own = createRandom('alignment', 'own', name, family, index);
      const lender = random.pick(lenders);
      return { events: run(family, lender, random, own), environment: lender.environment, family };
    }),
  );
}

/** Sorted by a draw. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random.uniform(0, 1) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
