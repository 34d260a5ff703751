import { REFERENCE } from '../../../../../src/decide/alignment/reference.ts';
import { SCHEMA } from '../../../../../src/decide/campaign/modalities.ts';
import { createAlignment, memoryRecords, type Records } from '../../../../../src/decide/index.ts';
import type { Accepted } from '../../../../../src/server/index.ts';
import { accepted, SECRET } from '../../setup.ts';
import { openSite } from '../site.ts';

export const DAY = 86_400_000;

/** A visit whose every moving feature sits so many steps from where training people do. */
export function visitOf(key: string, steps: number, change: Partial<Accepted> = {}): Accepted {
  const values = Int8Array.from({ length: SCHEMA.features }, (_, feature) => {
    const people = REFERENCE.features[feature];
    return people ? Math.round(people.median + steps) : 0;
  });
  const missing = Uint8Array.from({ length: SCHEMA.features }, (_, feature) =>
    REFERENCE.features[feature] ? 0 : 1,
  );
  return accepted({
    ...{ level: 'low', logit: -2, flags: [], model: REFERENCE.model },
    key: { jkt: key, bound: true, ephemeral: false },
    evidence: { schema: SCHEMA.id, flags: 0, values, missing },
    ...change,
  });
}

interface SiteOptions {
  readonly records?: (now: () => number) => Records;
  readonly needsSecondPerson?: boolean;
}

/** A site that counts its people. */
export async function openAligned({ records: open, needsSecondPerson = false }: SiteOptions = {}) {
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const records = open?.(now) ?? memoryRecords({ now });
  const alignment = createAlignment({ secret: SECRET, records, now });
  const site = await openSite({
    records: () => records,
    policies: { needsSecondPerson },
    decider: { alignment, now },
  });
  clock.ms = site.clock.ms;
  return {
    ...site,
    clock,
    alignment,
    learn: (id: string, roles: readonly ('read' | 'publish')[] = ['read', 'publish']) => {
      const own = site.as(id, roles).alignment;
      if (!own) throw new Error('no alignment');
      return own;
    },
    /** So many visits a day, each of a key of its own. */
    async visits(days: number, perDay: number, make: (name: string) => Accepted): Promise<void> {
      for (let day = 0; day < days; day++) {
        for (let index = 0; index < perDay; index++) {
          const verification = make(`key-${clock.ms}-${index}`);
          alignment.see({ verification, atMs: clock.ms, isPerson: true });
        }
        // Names are hashed with a promise; `decide` waits for one, and so for those before it.
        await alignment.flush();
        clock.ms += DAY;
      }
      await alignment.flush();
    },
  };
}
