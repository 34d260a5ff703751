import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { PAGES } from '../../../lab/bots/pages/index.ts';
import { claimView } from '../../../lab/bots/pages/views/claim.ts';
import { loginView } from '../../../lab/bots/pages/views/login.ts';

const VIEWS = { login: loginView, claim: claimView };

describe.each(PAGES)('the task of the $name page', (page) => {
  it('is the same for the same seed, and another for another', () => {
    const drawn = (seed: string) => JSON.stringify(page.task(createRandom(seed)));
    expect(drawn('a')).toBe(drawn('a'));
    expect(new Set(['a', 'b', 'c', 'd'].map(drawn)).size).toBeGreaterThan(1);
  });

  it('types nothing that a US keyboard lacks', () => {
    for (let seed = 0; seed < 50; seed += 1)
      for (const step of page.task(createRandom('text', seed)).steps)
        if (step.do === 'enter') expect(step.text).toMatch(/^[ -~]+$/);
  });
});

describe.each(Object.entries(VIEWS))('the %s page', (name, view) => {
  it('has every control that its task names', () => {
    const markup = String(view());
    const page = PAGES.find((candidate) => candidate.name === name);
    for (let seed = 0; seed < 50; seed += 1) {
      const task = page?.task(createRandom('controls', seed));
      const ids = task?.steps.flatMap((step) => ('id' in step ? step.id : [])) ?? [];
      for (const id of [...ids, task?.ready, task?.submit.id]) expect(markup).toContain(`id="${id}"`);
    }
  });
});
