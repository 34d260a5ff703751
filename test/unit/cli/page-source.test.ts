import { describe, expect, it } from 'vitest';
import { readPolicies, refusalOf } from '../../../src/cli/doctor/policy.ts';
import { tagsOf } from '../../../src/cli/doctor/tags.ts';

describe('the tags of a page', () => {
  it.each([
    ['<FORM Data-Tellsign=checkout>', [{ name: 'form', attributes: { 'data-tellsign': 'checkout' } }]],
    [`<a title="x > y" href='#'>`, [{ name: 'a', attributes: { title: 'x > y', href: '#' } }]],
    ['<!-- <form> --><p>', [{ name: 'p', attributes: {} }]],
    ['<!-- <form>', []],
    ['<script>"<form>"</SCRIPT><p id=a id=b>', ['script', 'p']],
    ['<base href="/a?b&amp;c">', [{ name: 'base', attributes: { href: '/a?b&c' } }]],
    [
      '<a a="&#43;&#x2F;&#X2f;&plus;&sol;&apos;&AMP;" b="&#0;&#x110000;&none;&#43">',
      [{ name: 'a', attributes: { a: "+//+/'&AMP;", b: '\ufffd\ufffd&none;&#43' } }],
    ],
    // Their small letters are longer, and the places behind them must not move.
    ['<h1>İİİİ</h1><script>1</script>\n<p>', ['h1', 'script', 'p']],
    ['<p a="', ['p']],
    ['< p><1><', []],
  ])('%j', (html, tags) => {
    const found = tagsOf(html).map(({ name, attributes }) => ({ name, attributes: { ...attributes } }));
    expect(tags.every((tag) => typeof tag === 'string') ? found.map(({ name }) => name) : found).toEqual(
      tags,
    );
  });

  it('takes time in proportion to a hostile page', () => {
    for (const part of ['<!--', '<script>', '<a b="', "<a '", '<a ', '<', '<a =', '<a/'])
      expect(tagsOf(part.repeat(200_000)).length).toBeLessThanOrEqual(200_000);
  });
});

describe('a policy', () => {
  const page = 'https://shop.example/checkout';
  const url = 'https://shop.example/tellsign/worker.js';
  it.each<[string, 'script' | 'worker' | 'connect', string, boolean]>([
    ["default-src 'self'", 'worker', url, true],
    ["default-src 'none'", 'connect', url, false],
    ["worker-src 'none'; default-src *", 'worker', url, false],
    ["script-src 'self'; worker-src blob:", 'worker', 'blob:', true],
    ["script-src 'self'", 'worker', 'blob:', false],
    ["script-src 'nonce-a' 'strict-dynamic'", 'worker', url, true],
    ["script-src 'nonce-a' 'strict-dynamic'", 'script', url, true],
    ["script-src 'nonce-b' 'strict-dynamic' 'self'", 'script', url, false],
    ['connect-src https://*.example', 'connect', url, true],
    ['connect-src *.example', 'connect', 'https://evil.test/', false],
    ['connect-src shop.example:8443', 'connect', url, false],
    ['connect-src https://shop.example/tellsign/', 'connect', url, true],
    ['connect-src https://shop.example/other', 'connect', url, false],
    ['connect-src https:', 'connect', url, true],
    ["connect-src 'self', connect-src 'none'", 'connect', url, false],
    ["img-src 'none'", 'connect', url, true],
  ])('%s: %s %s', (text, kind, address, isAllowed) => {
    const refusal = refusalOf(readPolicies([text]), { kind, url: address, page, nonce: 'a' });
    expect(refusal === null).toBe(isAllowed);
  });
});
