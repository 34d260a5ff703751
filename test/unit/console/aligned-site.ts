import { createAlignment, memoryRecords } from '../../../src/decide/index.ts';
import { visitOf } from '../decide/learn/alignment/people.ts';
import { SECRET } from '../decide/setup.ts';
import { openSite, type SiteOptions, START } from './site.ts';

const DAY = 86_400_000;

/** A site that has counted eight days of people who sit eight steps above others. */
export async function openAligned(options: SiteOptions = {}) {
  const now = () => START;
  const records = memoryRecords({ now });
  const alignment = createAlignment({ secret: SECRET, records, now });
  const site = await openSite({ ...options, records: () => records, decider: { alignment } });
  for (let visit = 0; visit < 8 * 45; visit++) {
    const atMs = START - (visit % 8) * DAY;
    alignment.see({ verification: visitOf(`key-${visit}`, 8), atMs, isPerson: true });
  }
  await alignment.flush();
  const send = (step: string, id = '', who?: string) =>
    site.post('/learning/alignment', { action: 'checkout', step, id }, who);
  return { ...site, send };
}
