import { describe, expect, it } from 'vitest';
import type { Aligned } from '../../../src/server/index.ts';
import { accepted } from '../decide/setup.ts';
import { openSite } from './site.ts';

const ALIGNED: Aligned = {
  ...{ profile: 'week-1', delta: -1.4, score: 0.62, level: 'medium', shipped: 'high', decides: true },
  groups: { keys: -1.1, motion: -0.3 },
};
const groups = { baseline: -2.1, keys: 3, motion: 2.2 };

/** The page of a case whose visit was judged by both measures. */
async function pageOf(aligned: Aligned | undefined): Promise<string> {
  const site = await openSite();
  const verdict = accepted({ level: 'high', score: 0.95, groups, ...(aligned && { aligned }) });
  await site.decider.decide(verdict, { action: 'checkout', account: 'ann', card: 'visa', amount: 100 });
  const [id] = await site.ids();
  return (await site.get(`/case/${id}`)).text();
}

const plain = (page: string): string => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('a case whose visit was measured by this site’s own people, too', () => {
  it('shows the shipped score beside the other, which one counts, and what moved', async () => {
    const page = plain(await pageOf(ALIGNED));
    for (const text of [
      'the visit is less like a script, by 1.40',
      'What every site starts with 95 % high',
      'This site’s own people counts 62 % medium',
      'Typing rhythm −1.10',
      'The level follows this site’s own people, who only ever excuse a visit.',
    ])
      expect(page).toContain(text);
  });

  it('says that the shipped measures count where the site has not switched the others on', async () => {
    const page = plain(await pageOf({ ...ALIGNED, decides: false }));
    expect(page).toContain('What every site starts with counts');
    expect(page).toContain('The level stays');
  });

  it('says that nothing moved where nothing did', async () => {
    const page = plain(await pageOf({ ...ALIGNED, delta: 0, groups: {} }));
    expect(page).toContain('This site’s own people change nothing about it.');
    expect(page).not.toContain('What moved');
  });

  it('hides it in an audit until the answer is given', async () => {
    const site = await openSite({ decider: { budget: { perDay: 10, audit: 0.4 } } });
    for (let index = 0; index < 30; index++) {
      const verdict = accepted({ groups, aligned: ALIGNED });
      await site.decider.decide(verdict, { action: 'checkout', account: `person-${index}`, amount: 40 });
    }
    site.clock.ms += 60_000;
    const [id] = await site.ids();
    const page = async () => (await site.get(`/case/${id}`)).text();
    expect(await page()).toContain('The score is hidden until you answer.');
    expect(await page()).not.toContain('Measured two ways');
    await site.post(`/case/${id}/answer`, { answer: 'legitimate:known_customer', seen: '1' });
    expect(await page()).toContain('Measured two ways');
  });

  it('says nothing of it where the shipped measures alone were in force', async () => {
    expect(await pageOf(undefined)).not.toContain('Measured two ways');
  });
});
