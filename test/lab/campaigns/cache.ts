import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Model } from '../../../src/scoring/model.ts';
import { clipsOf } from '../../../train/data/clip.ts';
import { type CorpusFile, readCorpus, type Sample } from '../../../train/data/corpus.ts';
import { type Lender, lend } from '../../../train/data/people.ts';
import { createRandom } from '../../../train/random.ts';
import type { Site } from './sites.ts';
import { type LabVisit, visitOf } from './visit.ts';
import { type Kind, wavesOn } from './waves.ts';

/** Everything that happens on a site. */
export interface SiteVisits {
  readonly site: string;
  readonly people: readonly LabVisit[];
  readonly waves: readonly {
    readonly name: string;
    readonly kind: Kind;
    readonly visits: readonly LabVisit[];
  }[];
}

/** Most visits of a site's people (decide.md: campaigns among 500 to 1,000). */
const MOST_PEOPLE = 1000;
/** Most recordings of one person, so that nobody is most of a site; three pieces of each. */
const [MOST_OF_ONE, PIECES] = [60, 3] as const;
/** Sessions with fewer events show nothing. */
const LEAST_EVENTS = 10;

/** The visits of a site, from the file where an earlier run has left them. */
export async function visitsOf(
  site: Site,
  { folder, data, model }: { readonly folder: string; readonly data: string; readonly model: Model },
): Promise<SiteVisits> {
  const path = `${folder}/${site.name.replace(/\W+/g, '-')}.json`;
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8'));
  const samples = await samplesOf(site, data);
  const people: LabVisit[] = [];
  const lenders: Lender[] = [];
  for (const sample of samples) {
    for (const events of clipsOf(sample.events, PIECES)) {
      if (people.length >= MOST_PEOPLE || events.length < LEAST_EVENTS) continue;
      people.push(
        visitOf(events, { key: `${sample.id}#${people.length}`, environment: sample.environment, model }),
      );
      const lender = lend(events, sample);
      if (lender) lenders.push(lender);
    }
  }
  const waves = wavesOn(site.name, site.modality, lenders).map(({ name, kind, visits }) => ({
    name,
    kind,
    visits: visits().map(({ events, lender: { environment } }, index) =>
      visitOf(events, { key: `${name}/${kind}/${index}`, environment, model }),
    ),
  }));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ site: site.name, people, waves }));
  return { site: site.name, people, waves };
}

/** A site's recordings in a drawn order. */
async function samplesOf(site: Site, data: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const counts = new Map<string, number>();
  for (const name of site.files) {
    const file: CorpusFile = { name, path: `${data}${name}.ndjson.gz`, sha256: '' };
    for await (const sample of readCorpus(file)) {
      const count = counts.get(sample.subject) ?? 0;
      if (sample.generator !== null || count >= MOST_OF_ONE || !site.isWanted(sample)) continue;
      counts.set(sample.subject, count + 1);
      samples.push(sample);
    }
  }
  const random = createRandom('campaigns', site.name);
  return samples
    .map((sample) => ({ sample, order: random.uniform() }))
    .sort((a, b) => a.order - b.order)
    .map(({ sample }) => sample);
}
