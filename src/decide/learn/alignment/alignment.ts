import type { OfferedVisit } from '../../../server/alignment.ts';
import { checkKnown } from '../../../server/known-options.ts';
import type { ProfileFault, SeenVisit, SiteAlignment } from '../../alignment/site-alignment.ts';
import { SHIPPED_MEASURES } from '../../alignment/step.ts';
import type { AlignmentVisit } from '../../records/alignment.ts';
import { createDoor } from '../../records/door.ts';
import type { Records } from '../../records/records.ts';
import { kindsByGroups } from '../kinds.ts';
import { alignmentInForce } from './alignment-reigns.ts';
import { countedOf, partOf } from './counted.ts';
import { effectOf } from './effect.ts';
import { readProfile, type SiteProfile } from './profile.ts';

export interface AlignmentOptions {
  /** The site's one secret, the decider's: site profiles are signed with a key that is derived from it. */
  readonly secret: Uint8Array;
  /** Where people are counted and profiles are kept, the decider's. */
  readonly records: Records;
  /** Whether the level of a verdict follows the site's measures. @default false: they are shown, no more */
  readonly decides?: boolean | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** What another process has applied is in force here after so long. Chosen: as of calibrations. */
const REFRESH_MS = 10_000;
/** Visits are written together: so many, or after so long. Chosen: sixty rows a visit are dear one by one. */
const [BATCH, BATCH_MS] = [25, 10_000] as const;
/** So long an erasure waits for a batch that is being written. Chosen: a store that takes longer hangs. */
const ERASE_WAIT_MS = 5_000;
/** Visits that wait while the records fail; the oldest go. Chosen: some 1 MB. */
const MOST_WAITING = 1000;
/** Visits kept to show what a proposal would change, and for how long. Chosen: some 500 bytes each. */
const [MOST_OFFERED, OFFERED_MS] = [500, 86_400_000] as const;

interface Offered extends OfferedVisit {
  readonly atMs: number;
}

/** @throws TypeError naming the option that is wrong */
export function createAlignment(options: AlignmentOptions): SiteAlignment {
  checkKnown(options, { secret: true, records: true, decides: true, now: true });
  const { secret, records, decides = false, now = Date.now } = options;
  if (typeof records?.alignment?.count !== 'function') throw new TypeError('records must be Records');
  if (typeof decides !== 'boolean') throw new TypeError('decides must be a boolean');
  if (typeof now !== 'function') throw new TypeError('now must be a function');
  const door = createDoor(secret);
  let profile: SiteProfile | null = null;
  let fault: ProfileFault | null = null;
  let readMs = Number.NEGATIVE_INFINITY;
  // Numbers of the last reading that began, and of the one that says what is in force.
  let [begun, known] = [0, 0];
  let waiting: AlignmentVisit[] = [];
  const adding = new Set<Promise<void>>();
  let waitingSinceMs = 0;
  let writing: Promise<void> | null = null;
  let offered: Offered[] = [];

  /** One that began earlier may end later: it says what was in force before, and changes nothing. */
  async function refresh(): Promise<void> {
    readMs = performance.now();
    const reading = ++begun;
    const { id, alignment } = alignmentInForce(await records.learning.alignments());
    const stored = alignment?.profile ?? null;
    const read = stored && id !== null ? await readProfile(door, stored, id) : null;
    if (reading < known) return;
    known = reading;
    profile = read?.ok ? read.profile : null;
    fault = read && !read.ok ? read.code : null;
  }

  async function write(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      await records.alignment.count(batch);
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-MOST_WAITING);
      throw error;
    }
  }

  /** One batch at a time, with every visit that was seen before. */
  async function flush(): Promise<void> {
    await Promise.allSettled(adding);
    // No promise between the last look and what follows: two may wait for the same batch.
    while (writing !== null) await writing.catch(() => undefined);
    if (waiting.length === 0) return;
    writing = write().finally(() => {
      writing = null;
    });
    await writing;
  }

  async function add(visit: SeenVisit): Promise<void> {
    // All that is kept of it is read before the first promise: the object is the site's, and may change.
    const counted = countedOf(visit);
    if (counted === null) return;
    const part = partOf(await door('part', counted.jkt));
    if (waiting.length === 0) waitingSinceMs = performance.now();
    waiting = [...waiting, { ...counted, part }].slice(-MOST_WAITING);
  }

  const isDue = () => waiting.length >= BATCH || performance.now() - waitingSinceMs >= BATCH_MS;

  async function see(visit: SeenVisit): Promise<void> {
    const added = add(visit).finally(() => adding.delete(added));
    adding.add(added);
    await added;
    if (waiting.length > 0 && isDue() && writing === null) await flush();
  }

  const recent = () => offered.filter(({ atMs }) => now() - atMs < OFFERED_MS);

  return {
    decides,
    get fault() {
      return fault;
    },
    measuresFor(model) {
      if (performance.now() - readMs >= REFRESH_MS) refresh().catch(() => undefined);
      return profile?.model === model ? { profile: profile.id, measures: profile.measures } : null;
    },
    offer(visit) {
      offered = [...recent().slice(1 - MOST_OFFERED), { ...visit, atMs: now() }];
    },
    see(visit) {
      see(visit).catch(() => undefined);
    },
    flush,
    async erase({ key }) {
      const isOther = ({ jkt }: { readonly jkt: string }) => jkt !== key;
      offered = offered.filter(isOther);
      await Promise.allSettled(adding);
      // A batch that hangs must not keep anybody from being erased everywhere else.
      let isLate = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ERASE_WAIT_MS);
      });
      const forget = () => {
        waiting = waiting.filter(isOther);
      };
      // No promise between the last look and what follows: the next batch may wait for the same one.
      const written = async () => {
        while (writing !== null && !isLate) await writing.catch(() => undefined);
        forget();
      };
      await Promise.race([written(), deadline.then(forget)]);
      isLate = true;
      clearTimeout(timer);
    },
    refresh,
    effect: (would) =>
      effectOf(
        recent().map(({ model, levelBy, groups }) => ({
          was: levelBy(profile?.model === model ? profile.measures : SHIPPED_MEASURES),
          would: levelBy(would),
          kinds: kindsByGroups(groups),
        })),
      ),
  };
}
