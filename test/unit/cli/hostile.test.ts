import fc from 'fast-check';
import { expect, it } from 'vitest';
import { examine } from '../../../src/cli/doctor/examine.ts';

const NONCE = 'A'.repeat(51);
const url = fc.constantFrom(
  ...['javascript:1', 'data:text/javascript,1', 'file:///etc/passwd', '//x', 'http://[', 'blob:x', '\u0000'],
  ...['tellsign.js', '/a/tellsign.js?x', 'https://é.example/tellsign.js', 'http://a:99999/tellsign.js', ''],
);
const attribute = fc.tuple(
  fc.constantFrom(
    ...['data-endpoint', 'data-worker-url', 'data-assets-url', 'data-ort-url', 'data-ort-wasm-url'],
    ...['integrity', 'data-worker-integrity', 'nonce', 'data-test', '__proto__', 'constructor'],
  ),
  fc.oneof(url, fc.constantFrom('sha384-x', 'sha999-x')),
);
const page = fc
  .tuple(url, url, fc.array(attribute), fc.constantFrom('1', 'x', '1e9', '-1'), fc.string())
  .map(
    ([base, src, attributes, time, rest]) =>
      `<base href="${base}"><script src="${src}" ${attributes.map(([name, value]) => `${name}="${value}"`).join(' ')}>` +
      `</script><form data-tellsign="\u202e" method=post enctype=multipart/form-data><meta name=vrd ` +
      `data-nonce="${NONCE}" data-now="${time}" data-exp="${time}" data-aud=x>${rest}`,
  );
const body = fc.oneof(
  page,
  fc.constantFrom('{}', 'null', '[]', '"x"', '{"nonce":1}', '', 'tellsign-0.1.0'),
  fc
    .constantFrom(1, 1e300, Number.MAX_SAFE_INTEGER)
    .map((now) => JSON.stringify({ nonce: NONCE, now, exp: now, aud: 'x', enrol: NONCE })),
);
const headers = fc.record({
  'content-type': fc.constantFrom('text/html', 'text/javascript', '', 'application/json', 'a/b;c'),
  'content-security-policy': fc.constantFrom(
    ...[
      "script-src 'nonce-' *",
      'worker-src http://[',
      "default-src 'none'",
      ';;;',
      'connect-src *.* http: //',
    ],
    ...["trusted-types; require-trusted-types-for 'script'", "script-src 'sha384-' a:b:c", ''],
  ),
  date: fc.constantFrom('x', 'Sat, 28 Nov 2026 12:00:00 GMT', ''),
  'cache-control': fc.constantFrom('max-age=99999999999999', 'no-store', 'max-age=x'),
  'set-cookie': fc.constantFrom('__Host-vrd=a; Secure; Path=/', 'x', '=', '__Host-vrd=\u00ff;', ''),
  location: fc.constantFrom('/', 'file:///x', 'http://[', 'http://other.example/', ''),
});
const answer = fc.tuple(fc.constantFrom(200, 200, 200, 302, 400, 403, 404, 500), headers, body);
const failure = fc
  .constantFrom(null, undefined, { code: 'X' }, 'y')
  .map((cause) => Object.assign(new Error(''), { cause }));

it('finds something to say of any page, and never throws', async () => {
  const cases = fc.record({
    address: fc.constantFrom('http://localhost/', 'https://shop.example/x', 'http://[::1]/'),
    endpoint: fc.option(url, { nil: undefined }),
    assets: fc.option(url, { nil: undefined }),
    first: page,
    answers: fc.array(fc.oneof(answer, failure), { minLength: 1 }),
  });
  const property = fc.asyncProperty(cases, async ({ address, endpoint, assets, first, answers }) => {
    let asked = 0;
    const fetchAny = async () => {
      const given = asked++ === 0 ? null : answers[asked % answers.length];
      if (given instanceof Error) throw given;
      const [status, head, text] = given ?? [200, { 'content-type': 'text/html' }, first];
      return new Response(text, { status, headers: head });
    };
    const asker = { fetch: fetchAny as typeof fetch, timeoutMs: 1000, now: () => 1_795_303_000_000 };
    const { findings, fine } = await examine(address, { action: undefined, endpoint, assets }, asker);
    expect(findings.length + fine.length).toBeGreaterThan(0);
    expect(asked).toBeLessThan(60);
  });
  await fc.assert(property, { numRuns: 300 });
});
