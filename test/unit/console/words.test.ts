import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messagePage } from '../../../src/console/pages/message.ts';
import { groupSentence } from '../../../src/console/words/groups.ts';
import { readNotice } from '../../../src/console/words/notice.ts';
import { inWords, isAnswer, REASONS } from '../../../src/console/words/reasons.ts';
import { whyOf } from '../../../src/console/words/why.ts';
import { GROUP_NAMES } from '../../../src/contract/features/index.ts';
import { FRAME, NOW } from './views.ts';

const said = (query: string) => readNotice(new URLSearchParams(query), NOW);

describe('a notice', () => {
  it('says what is written for its code, and nothing for others', () => {
    expect(said('said=undone')).toMatchObject({ tone: 'done' });
    expect(said('said=case_closed')).toMatchObject({ tone: 'warning' });
    for (const query of ['', 'said=', 'said=toString', 'said=<b>', 'answer=', 'answer=fraudulent:x'])
      expect(said(query)).toBeNull();
  });

  it('offers to take an answer back for ten seconds', () => {
    const query = (at: number) => `answer=fraudulent:stolen_card&of=a-1&at=${at}`;
    expect(said(query(NOW - 4000))?.undo).toEqual({ caseId: 'a-1', leftMs: 6000 });
    for (const at of [NOW - 10_000, NOW + 60_000, Number.NaN]) expect(said(query(at))?.undo).toBeUndefined();
    expect(said(`answer=fraudulent:stolen_card&of=../x&at=${NOW}`)?.undo).toBeUndefined();
  });
});

describe('a reason', () => {
  it('has its key in docs/console.md', () => {
    const page = readFileSync('docs/console.md', 'utf8');
    const { fraudulent, legitimate, unsure } = REASONS;
    for (const at of Array.from({ length: 9 }, (_, index) => index)) {
      const cells = [fraudulent, legitimate, unsure].map((reasons) => reasons[at]?.[0]);
      const row = [at + 1, ...cells].map((cell) => (cell ? `| \`${cell}\` ` : '| ')).join('');
      expect(page).toContain(`${row}|`);
    }
  });

  it('has a key of its own: nine at the most for each outcome', () => {
    for (const reasons of Object.values(REASONS)) {
      expect(reasons.length).toBeLessThanOrEqual(9);
      expect(new Set(reasons.map(([name]) => name)).size).toBe(reasons.length);
      for (const [name] of reasons) expect(name).toMatch(/^[a-z][a-z_]*$/);
    }
  });

  it('is told in words, also one of somewhere else', () => {
    expect(inWords('stolen_card')).toBe('Stolen card');
    expect(inWords('incorrect_password')).toBe('Wrong password');
    expect(inWords('of_another_version')).toBe('of another version');
    expect(isAnswer('fraudulent:stolen_card')).toBe(true);
    expect(isAnswer('legitimate:stolen_card')).toBe(false);
  });
});

describe('why a case is there', () => {
  it('is a sentence for rules that ship, and a site’s own note as it is', () => {
    expect(whyOf({ code: 'machine', text: 'Machine.' })).toBe('It behaves like a script.');
    expect(whyOf({ code: 'machine', text: 'Our own words.' })).toBe('Our own words.');
    expect(whyOf({ code: 'gift_cards', text: 'Gift cards.' })).toBe('Gift cards.');
  });
});

describe('pages that only tell', () => {
  it('lead back to the queue', async () => {
    const page = String(await messagePage(FRAME, { title: '<i>', text: 'There is no such case.' }));
    expect(page).toContain('href="/console"');
    expect(page).toContain('<h1>&lt;i&gt;</h1>');
  });
});

describe('what a group of features says', () => {
  it.each(GROUP_NAMES)('is a sentence of its own for %s, and another for its opposite', (code) => {
    const [script, person] = [groupSentence(code, 1), groupSentence(code, -1)];
    expect([script, person].every((sentence) => /^[A-Z].{20,}\.$/.test(sentence))).toBe(true);
    expect(script).not.toBe(person);
  });

  it('differs from group to group', () => {
    const said = GROUP_NAMES.flatMap((code) => [groupSentence(code, 1), groupSentence(code, -1)]);
    expect(new Set(said).size).toBe(2 * GROUP_NAMES.length);
  });

  it('is the side alone for a group of a newer model', () => {
    expect(groupSentence('gaze', 1)).toBe('Speaks for a script.');
    expect(groupSentence('toString', -1)).toBe('Speaks for a person.');
  });
});
