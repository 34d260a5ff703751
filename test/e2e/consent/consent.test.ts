import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Privacy } from '../../../src/contract/analyst.ts';
import { FLAG_EPHEMERAL_KEY, FLAG_REDUCED_CONSENT } from '../../../src/contract/protocol.ts';
import { CHECKED } from '../../../tools/inventory/places/index.ts';
import { fillAll } from '../browser.ts';
import { atCheckout, useShop } from '../shop-visit.ts';
import { DEVICE_KEY, FLOORS, type Kept, readKept, record, type Sent } from './recorded.ts';
import { expectListed, expectListedEvidence, thumbprintOf } from './written.ts';

/** The shop's own: its session, and no part of the package. */
const SHOP_COOKIE = 'sid';
const BINDING = '__Host-vrd';

interface Visited {
  /** What was sent beside pages and files. */
  readonly sent: readonly Sent[];
  /** Files of the SDK that were fetched. */
  readonly files: readonly string[];
  readonly fields: readonly (readonly [string, string])[];
  readonly before: Kept;
  readonly after: Kept;
}

describe('consent modes', () => {
  const shop = useShop();

  /** The shop's checkout with this option on its script tag. */
  const choose = (page: Page, privacy: Privacy) =>
    page.route('**/checkout', async (route) => {
      const response = await route.fetch();
      const consent = privacy === 'full' ? ' data-consent="true"' : '';
      const body = (await response.text()).replace(
        'data-endpoint',
        `data-engine="exact" data-privacy="${privacy}"${consent} data-endpoint`,
      );
      await route.fulfill({ response, body });
    });

  /** Fills the form and pays; what is sent does not reach the shop. */
  const visit = (privacy: Privacy): Promise<Visited> => {
    let all: readonly Sent[] = [];
    return atCheckout(
      shop.current,
      async (page) => {
        all = record(page);
        await choose(page, privacy);
      },
      async ({ page }) => {
        const before = await readKept(page);
        await fillAll(page);
        // An answer without content leaves the visitor on the page.
        await page.route('**/pay', (route) => route.fulfill({ status: 204 }));
        const paid = page.waitForRequest('**/pay');
        const enrolled = privacy === 'standard' || privacy === 'full' ? whenEnrolled(page) : null;
        await page.click('#pay');
        await enrolled;
        const body = new URLSearchParams((await paid).postData() ?? '');
        const after = await readKept(page);
        const isOwn = ({ path }: Sent) => path.startsWith('/tellsign/');
        return {
          sent: all.filter(({ method, path }) => method !== 'GET' && path !== '/pay'),
          files: [
            ...new Set(all.filter((one) => isOwn(one) && one.method === 'GET').map(({ path }) => path)),
          ],
          fields: [...body].filter(([name]) => name.startsWith('tellsign')),
          before,
          after,
        };
      },
    );
  };

  it('sends and keeps nothing in off, but for the word `off`', async () => {
    const { sent, files, fields, before, after } = await visit('off');
    expect(sent).toEqual([]);
    expect(files).toEqual(['/tellsign/tellsign.js']);
    expect(fields).toEqual([
      ['tellsign-token', ''],
      ['tellsign-hint', 'off'],
    ]);
    expect(before).toEqual({ ...NOTHING, cookies: [SHOP_COOKIE] });
    expect(after).toEqual(before);
  });

  it('keeps nothing in minimal, and says in the evidence that it was watched less', async () => {
    const { sent, files, fields, after } = await visit('minimal');
    expect(sent).toEqual([]);
    expect(files).toEqual(['/tellsign/tellsign.js', '/tellsign/worker.js']);
    const { claims, flags } = expectVerdict(fields);
    expect(flags).toBe(FLAG_EPHEMERAL_KEY | FLAG_REDUCED_CONSENT);
    expect(Object.keys(claims)).toEqual(CLAIMS);
    expect(after).toEqual({ ...NOTHING, cookies: [SHOP_COOKIE] });
  });

  it.each(['standard', 'full'] as const)('keeps one key and one cookie in %s', async (privacy) => {
    const { sent, files, fields, before, after } = await visit(privacy);
    expect(files).toEqual(['/tellsign/tellsign.js', '/tellsign/worker.js']);
    const { claims, flags, token } = expectVerdict(fields);
    expect(flags).toBe(0);
    expect(Object.keys(claims)).toEqual(CLAIMS);
    const [enrol, ...others] = sent;
    expect(others).toEqual([]);
    expect(enrol).toMatchObject({ method: 'POST', path: '/tellsign/enrol', type: 'application/jwt' });
    expect(Object.keys(expectListed(enrol?.body ?? '', 'enrolment'))).toEqual(ENROL_CLAIMS);
    expect(thumbprintOf(enrol?.body ?? '')).toBe(thumbprintOf(token));
    // In `standard` nothing is kept before the visitor submits something.
    if (privacy === 'standard') expect(before).toEqual({ ...NOTHING, cookies: [SHOP_COOKIE] });
    expect(after).toEqual({ ...NOTHING, records: [DEVICE_KEY], cookies: [BINDING, SHOP_COOKIE] });
    // Floors are kept only where the site delivers a model of its own.
    expect(Object.keys(CHECKED.IndexedDB?.names ?? {})).toEqual([DEVICE_KEY, FLOORS]);
    expect(Object.keys(CHECKED.cookie?.names ?? {})).toContain(BINDING);
  });

  it('asks for a nonce with the name of the action, and nothing else', async () => {
    await atCheckout(
      shop.current,
      (page) => choose(page, 'minimal'),
      async ({ page }) => {
        await page.evaluate(() => {
          for (const meta of document.querySelectorAll('meta[name="vrd"]')) meta.remove();
        });
        await page.click('#name');
        const sent = record(page);
        // The first verdict uses the nonce that came with the page.
        for (let nth = 0; nth < 2; nth++)
          await page.evaluate(() => window.tellsign?.assess({ action: 'checkout' }));
        const [op = ''] = Object.keys(CHECKED['nonce request']?.names ?? {});
        expect(sent.filter(({ method }) => method !== 'GET')[0]).toEqual({
          method: 'POST',
          path: '/tellsign/nonce',
          type: 'application/json',
          body: `{"${op}":"checkout"}`,
        });
      },
    );
  });
});

/** The answer to the enrolment sets a cookie, and may come after the form has gone out. */
const whenEnrolled = (page: Page) =>
  page.context().waitForEvent('requestfinished', (request) => request.url().endsWith('/tellsign/enrol'));

const NOTHING: Kept = { records: [], caches: [], local: [], session: [], cookies: [] };
/** In the order of canonical JSON. */
const CLAIMS = ['aud', 'bld', 'ev', 'exp', 'iat', 'jti', 'mdl', 'nonce', 'op', 'q', 'rc', 'txh', 'v'];
const ENROL_CLAIMS = ['aud', 'exp', 'iat', 'jti', 'nonce', 'v'];

/** One verdict in the form, of which every byte is in the inventory. */
function expectVerdict(fields: Visited['fields']) {
  const [[name, token] = ['', ''], ...others] = fields;
  expect(others).toEqual([]);
  expect(Object.keys(CHECKED['form field']?.names ?? {})).toContain(name);
  const claims = expectListed(token, 'verdict');
  return { token, claims, flags: expectListedEvidence(String(claims.ev)) };
}
