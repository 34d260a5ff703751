import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const isBuilt = existsSync('dist/server.js');
/** Everything of the package, but for what is read by machines alone. */
const files = isBuilt
  ? readdirSync('dist', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|ts|map|json)$/.test(name))
      .map((name) => join('dist', name))
  : [];

/** What stays with the project or with a site, and how it would look. */
const PRIVATE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\w/],
  ['private key as JSON', /"d":\s*"[\w-]{43}"/],
  ['recording of a person', /"events":\s*\[\s*\[|"subject":\s*"/],
  ['path of a machine', /["'`\s](\/home|\/root|\/Users|[A-Z]:\\\\Users)\/\w+\//],
  ['mail address', /[\w.]+@(?!example|shop|post|types|vite)[\w-]+\.(com|net|org|io)\b/],
];

describe.skipIf(!isBuilt)('the package (needs dist)', () => {
  it.each(PRIVATE)('holds no %s', (_, pattern) => {
    expect(files.length).toBeGreaterThan(10);
    const found = files.flatMap((file) => pattern.exec(readFileSync(file, 'utf8'))?.[0] ?? []);
    expect(found).toEqual([]);
  });

  it.each([
    ['private key', '-----BEGIN EC PRIVATE KEY-----\nMHc'],
    ['private key as JSON', `{"crv":"P-256","d":"${'a'.repeat(43)}"}`],
    ['recording of a person', '{"subject": "somebody"}'],
    ['path of a machine', ' /home/ann/site/'],
    ['mail address', 'ann@provider.com'],
  ])('would be told of %s', (what, text) => {
    expect(PRIVATE.find(([name]) => name === what)?.[1].test(text)).toBe(true);
  });
});
