import { CompactSign, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { BINDING_COOKIE } from '../../../src/contract/protocol.ts';
import { canonicalJson } from '../../../src/wire/canonical.ts';
import { fillAll } from '../browser.ts';
import { capturePayment, logLine, postPayment } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

/**
 * What an attacker can do who owns the page: change the claimed score and sign it with a key of their own.
 */
async function claimLess(token: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { crv, kty, x, y } = await exportJWK(publicKey);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { q: number };
  const header = { alg: 'ES256', jwk: { crv, kty, x, y }, typ: 'vrd+jwt' } as const;
  return new CompactSign(new TextEncoder().encode(canonicalJson({ ...claims, q: -200 })))
    .setProtectedHeader(header as never)
    .sign(privateKey);
}

/**
 * Resolves once the shop has bound the device key: the worker's request may still be under way when the token
 * is there.
 */
const bound = (page: Page): Promise<void> =>
  expect
    .poll(async () => (await page.context().cookies()).map(({ name }) => name), { timeout: 20_000 })
    .toContain(BINDING_COOKIE);

interface Paying {
  readonly page: Page;
  readonly body: URLSearchParams;
  readonly token: string;
}

describe('a token whose claimed score was edited', () => {
  const shop = useShop();
  /** A filled checkout whose payment was held back. */
  const paying = (act: (paying: Paying) => Promise<void>): Promise<void> =>
    atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        await act({ page, ...(await capturePayment(page)) });
      },
    );

  it('is refused when it was not signed again', async () => {
    await paying(async ({ page, body, token }) => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
      const edited = Buffer.from(canonicalJson({ ...claims, q: -200 } as never)).toString('base64url');
      body.set('tellsign-token', `${header}.${edited}.${signature}`);
      await postPayment(page, shop.current, body);
      expect(await logLine(shop.current, 0)).toMatchObject({ ok: false, code: 'signature_invalid' });
    });
  });

  it('is refused when another key than the bound one signed it', async () => {
    await paying(async ({ page, body, token }) => {
      await bound(page);
      body.set('tellsign-token', await claimLess(token));
      await postPayment(page, shop.current, body);
      expect(await logLine(shop.current, 1)).toMatchObject({ ok: false, code: 'key_mismatch' });
    });
  });

  it('keeps the score of its evidence when no key was bound', async () => {
    await paying(async ({ page, body, token }) => {
      await bound(page);
      await page.context().clearCookies({ name: BINDING_COOKIE });
      const edited = await claimLess(token);
      expect(decodeProtectedHeader(edited).alg).toBe('ES256');
      body.set('tellsign-token', edited);
      const next = await postPayment(page, shop.current, body);
      const line = await logLine(shop.current, 2);
      expect(line).toMatchObject({ ok: true, level: 'high', decision: 'review' });
      await page.goto(new URL(next ?? '', shop.current.url).href);
      expect(await page.getAttribute('#verdict #score', 'value')).toBe(line.score?.toFixed(4));
      expect(await page.textContent('#verdict')).toContain('score_mismatch');
    });
  });
});
