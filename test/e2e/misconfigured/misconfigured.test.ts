import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MISCONFIGURATIONS } from '../../../src/contract/misconfiguration.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { HOST, ROWS } from './rows.ts';
import { openFaultySite } from './site.ts';

let browser: Browser;
beforeAll(async () => {
  const args = [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
  browser = await chromium.launch({ executablePath: findChromium(), args });
});
afterAll(() => browser?.close());

describe('a misconfiguration', () => {
  it.each(ROWS)('$name is told apart by page and guard', async (row) => {
    const { name, says, hint = name, pay, host, isLate } = row;
    const site = await openFaultySite(row);
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    const warned = () => lines.filter((line) => /^tellsign (?!covers)/.test(line));
    try {
      await page.goto(site.origin.replace('127.0.0.1', host ?? '127.0.0.1'));
      await page.fill('#name', 'Ada');
      if (says && !isLate) await expect.poll(warned, { timeout: 20_000 }).toHaveLength(1);
      await (pay?.(page) ?? page.click('#pay'));
      await page.waitForSelector('#paid');
      expect(site.told).toEqual([{ code: MISCONFIGURATIONS[name].code, hint }]);
      if (!says) expect(warned()).toEqual([]);
      else expect(warned().join()).toMatch(new RegExp(`${name}.*${says.source}`));
    } finally {
      await page.close();
      await site.stop();
    }
  });

  it('is none on a page that is right, and the page says what it covers', async () => {
    const site = await openFaultySite({});
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    try {
      await page.goto(site.origin);
      await page.fill('#name', 'Ada');
      await page.click('#pay');
      await page.waitForSelector('#paid');
      expect(site.told).toEqual([{ code: 'ok', hint: null }]);
      expect(lines.filter((line) => line.startsWith('tellsign'))).toEqual([
        'tellsign covers 1 guarded form (checkout); fields: 1 watched, 0 for the rhythm of keys alone, 0 not at all',
      ]);
    } finally {
      await page.close();
      await site.stop();
    }
  });
});
