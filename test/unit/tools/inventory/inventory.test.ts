import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { replaceBlock } from '../../../../tools/inventory/block.ts';
import { compare } from '../../../../tools/inventory/compare.ts';
import { describeInventory } from '../../../../tools/inventory/describe.ts';
import { findValues } from '../../../../tools/inventory/found.ts';
import { CHECKED } from '../../../../tools/inventory/places/index.ts';
import { findStrangers } from '../../../../tools/inventory/sources.ts';

describe('the inventory', async () => {
  const found = await findValues();

  it('has a row for every value of the code, and a value for every row', () => {
    expect(compare(found, CHECKED)).toEqual([]);
    expect(found.verdict).toContain('ev');
    expect(found['table tellsign_decision']).toContain('order_name');
  });

  it.each([
    ['verdict', 'ua'],
    ['enrolment', 'email'],
    ['evidence', 'gait'],
    ['evidence flags', 'FLAG_CHILD'],
    ['receipt', 'email'],
    ['nonce request', 'url'],
    ['form field', 'tellsign-fingerprint'],
    ['cookie', 'visitor'],
    ['IndexedDB', 'tellsign/events/all'],
    ['Cache API', 'tellsign-visits'],
    ['Redis', 'vrd:x:'],
    ['table tellsign_decision', 'email'],
    ['table tellsign_visitor', 'id'],
    ['webhook', 'decision.review account'],
    ['request', 'src/page/beacon.ts'],
  ])('fails where %s: %s is added without a row', (place, name) => {
    const more = { ...found, [place]: [...(found[place] ?? []), name] };
    expect(compare(more, CHECKED)).toEqual([`${place}: ${name} has no row`]);
  });

  it('fails where a value is removed and its row is left', () => {
    const { verdict = [], ...others } = found;
    const less = { ...others, verdict: verdict.filter((claim) => claim !== 'rc') };
    expect(compare(less, CHECKED)).toEqual(['verdict: rc has a row, and is not in the code']);
  });

  it.each([
    ["localStorage.setItem('a', 'b')", 'localStorage'],
    ["window.sessionStorage.a = 'b'", 'sessionStorage'],
    ["document.cookie = 'a=b'", 'document.cookie'],
    ['cookieStore.set("a", "b")', 'document.cookie'],
    ["indexedDB.open('a')", 'IndexedDB'],
    ["caches.open('a')", 'Cache API'],
    ["navigator.sendBeacon('/a', b)", 'beacon'],
    ["new WebSocket('wss://a')", 'beacon'],
    ["await fetch('/a')", 'request'],
    ['new XMLHttpRequest()', 'request'],
  ])('knows no other file that says %s', (text, name) => {
    const file = 'src/page/other.ts';
    expect(findStrangers([{ file, text }])).toEqual([`${name} in ${file}`]);
  });

  it('is what docs/privacy.md shows', async () => {
    const page = await readFile(new URL('../../../../docs/privacy.md', import.meta.url), 'utf8');
    expect(page).toBe(replaceBlock(page, describeInventory()));
  });
});
