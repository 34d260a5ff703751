import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIREFOX_ADVICE, lookForFirefox, lookForWebKit, WEBKIT_ADVICE } from '../../setup/browsers.ts';
import { findProgram } from '../../setup/chromium.ts';
import { flyFirefox } from '../any-browser/firefox.ts';
import { flyWebKit } from '../any-browser/webkit.ts';
import { expectedOf, type Row } from './row.ts';
import { ROWS } from './rows/index.ts';
import { openStage } from './stage.ts';
import { visit } from './visit.ts';

const firefox = findProgram('Xvfb') === null ? null : lookForFirefox();
const webkit = lookForWebKit();

const BROWSERS = [
  {
    name: 'Firefox' as const,
    missing: firefox ? '' : FIREFOX_ADVICE,
    fly: () => flyFirefox(firefox ?? ''),
  },
  {
    name: 'WebKitGTK' as const,
    missing: webkit ? '' : WEBKIT_ADVICE,
    fly: () => flyWebKit(webkit ?? { driver: '', browser: '' }),
  },
];

/** These drivers run nothing before a page: what the row does first is its first script. */
const withBefore = ({ before, ...row }: Row): Row => ({
  ...row,
  html: (world) =>
    row
      .html(world)
      .replace('<meta charset="utf-8">', (meta) => meta + (before ? `<script>(${before})()</script>` : '')),
});

describe.each(BROWSERS)('any page in $name', ({ name, missing, fly }) => {
  const isMissing = missing !== '';
  const suffix = isMissing ? ` (${missing})` : '';
  let pilot: Awaited<ReturnType<typeof fly>>;
  const seen: string[] = [];
  // One process for all rows; each row has a site, and so an origin, of its own.
  beforeAll(async () => {
    if (!isMissing) pilot = await fly();
  });
  afterAll(async () => {
    process.stdout.write(
      `| page in ${name} | backend | degraded | onnxruntime-web |\n|---|---|---|---|\n${seen.join('\n')}\n`,
    );
    await pilot?.close();
  });

  it.skipIf(isMissing).each(ROWS)(`$name${suffix}`, async (row) => {
    const stage = await openStage();
    try {
      const open = async (url: string) => {
        await pilot.open(url);
        return pilot.hand;
      };
      const outcome = await visit(withBefore(row), { stage, open });
      seen.push(
        `| ${row.name} | ${outcome.payment} | ${outcome.degraded.join(', ')} | ${outcome.ort ?? ''} |`,
      );
      expect(outcome).toEqual(expectedOf(row, name));
    } finally {
      await stage.stop();
    }
  });
});
