import { describe, expect, it } from 'vitest';
import { mergeEntries } from '../../../src/page/entries.ts';

type Entries = readonly (readonly [string, FormDataEntryValue])[];
const merge = (noted: Entries, before: Entries, now: Entries) => mergeEntries({ noted, before, now });

describe('what goes out', () => {
  const order = [
    ['name', 'Ada'],
    ['item', 'a'],
    ['item', 'b'],
  ] as const;

  it('is what was noted at the press, whatever the page did since', () => {
    expect(merge(order, [], [])).toEqual(order);
    expect(merge(order, [['name', 'Eve']], [['name', 'Eve']])).toEqual(order);
  });

  it('has what the submit handlers of the page changed, added and took away', () => {
    const now = [
      ['name', 'ADA'],
      ['item', 'a'],
      ['item', 'b'],
      ['csrf', 'x'],
    ] as const;
    expect(merge(order, order, now)).toEqual(now);
    expect(merge(order, order, [['name', 'Ada']])).toEqual([['name', 'Ada']]);
  });

  it('leaves out what the page added after the press', () => {
    const late = [...order, ['spam', '1']] as const;
    expect(merge(order, late, late)).toEqual(order);
  });

  it('takes two empty files for the same, whenever the browser made them', () => {
    const none = (lastModified: number) => new File([], '', { lastModified });
    const noted = [['file', new File(['x'], 'a.pdf')]] as const;
    expect(merge(noted, [['file', none(5)]], [['file', none(6)]])).toEqual(noted);
  });

  it('knows a file again, though the browser makes a new object of it', () => {
    const file = () => new File(['x'], 'a.pdf', { lastModified: 5 });
    const noted = [['file', file()]] as const;
    expect(merge(noted, [['file', file()]], [['file', file()]])).toEqual(noted);
  });
});
