import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../../../src/server/middleware/own-page.ts';
import type { Reading } from '../../../../src/server/middleware/reading.ts';

/** A request to this origin, by a page of another or the same. */
const asks = (own: string, headers: Readonly<Record<string, string>>): boolean =>
  isOwnPage({ origins: [own], header: (name: string) => headers[name] } as unknown as Reading, []);

describe('whether a page is the site’s own', () => {
  it.each([
    ['http://shop.example', 'https://shop.example'],
    ['http://127.0.0.1:3000', 'https://127.0.0.1:3000'],
  ])('takes an https page of the same host for it where TLS ends at a proxy: %s, %s', (own, origin) => {
    expect(asks(own, { origin })).toBe(true);
  });

  it.each([
    ['https://shop.example', 'http://shop.example'],
    ['http://shop.example', 'https://shop.example:8443'],
    ['http://shop.example', 'https://shop.example.evil.example'],
    ['http://shop.example', 'https://evil.example/http://shop.example'],
    ['http://shop.example', 'null'],
    ['', 'null'],
    ['', 'https://shop.example'],
  ])('takes no page for it whose origin differs in anything else: %s, %s', (own, origin) => {
    expect(asks(own, { origin })).toBe(false);
  });

  it('believes the browser that says cross-site, whatever the origin', () => {
    expect(asks('https://a.example', { origin: 'https://a.example', 'sec-fetch-site': 'cross-site' })).toBe(
      false,
    );
  });
});
