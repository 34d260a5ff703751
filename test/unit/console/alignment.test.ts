import { describe, expect, it } from 'vitest';
import { openAligned } from './aligned-site.ts';
import { openSite } from './site.ts';

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const whereTo = async (answer: Response | Promise<Response>) => (await answer).headers.get('location') ?? '';
const saying = (said: string) => `/learning?action=checkout&said=learning_${said}`;

describe('the measures of the site’s own people on the learning page', () => {
  it('say what is counted, what would move, and are applied and taken back by forms alone', async () => {
    const { get, send } = await openAligned();
    const before = await textOf(get('/learning'));
    for (const text of [
      '<b>360</b> visits, 300 needed',
      '<b>8</b> days, 7 needed',
      'The shipped measures are in force',
    ])
      expect(before).toContain(text);
    expect(await whereTo(send('preview'))).toBe(saying('previewed'));
    const proposed = await textOf(get('/learning'));
    for (const text of [
      'A first step',
      'Widest moves',

      'units from others, and are moved by 0.00 → <b>',
      'What a script shows there: ',
      'Apply these measures',
    ])
      expect(proposed).toContain(text);
    const id = /value="apply"><input type="hidden" name="id" value="([\w-]+)"/.exec(proposed)?.[1] ?? '';
    expect(await whereTo(send('apply', id))).toBe(saying('applied'));
    const applied = await textOf(get('/learning'));
    expect(applied).toContain('Back to the shipped measures');
    expect(applied).not.toContain('Apply these measures');
    expect(await whereTo(send('roll_back', id))).toBe(saying('aligned_back'));
    expect(await whereTo(send('reset'))).toBe(saying('nothing_applied'));
    expect(await whereTo(send('dance'))).toBe(saying('alignment_unknown'));
  });

  it('are shown to who may read, and changed by nobody without the role', async () => {
    const { get, send } = await openAligned();
    expect(await textOf(get('/learning', 'guest'))).not.toContain('Measure anew');
    expect((await send('preview', '', 'guest')).status).toBe(403);
  });

  it('are not mentioned where the site counts nobody', async () => {
    const { get } = await openSite();
    expect(await textOf(get('/learning'))).not.toContain('own people');
  });
});
