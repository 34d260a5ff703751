import type { Random } from '../../../train/random.ts';

const LONG = 'A'.repeat(20_000);

/** Values for any header: what parsers are likely to trip over. All of them can be sent over HTTP. */
const VALUES: readonly string[] = [
  '',
  '0',
  '-1',
  '1e9',
  'NaN',
  '18446744073709551616',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  '..',
  '...',
  'a.b.c',
  '\u00a0',
  '\u00ff\u0080',
  '"',
  '\\',
  '%00%0d%0a',
  ';;;;',
  '=; =; =',
  ', ,',
  '{"op":"checkout"}',
  LONG,
];

/** Headers that the library or its framework reads, and what each is given besides the values above. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    'application/json',
    'application/problem+json',
    'application/jsonp',
    'application/json; charset=utf-16',
    'application/jwt',
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=iso-8859-1',
    'multipart/form-data; boundary=b',
    'multipart/form-data',
    'text/plain',
    'text/plain; application/json',
    'APPLICATION/JSON',
  ],
  'content-length': ['8193', '65537', '1', '1e3', '0x10'],
  cookie: [
    '__Host-vrd=',
    '__Host-vrd',
    `__Host-vrd=${'A'.repeat(99)}`,
    `__Host-vrd=${'_'.repeat(99)}; __Host-vrd=${'-'.repeat(99)}`,
    `\u00a0__Host-vrd=${'A'.repeat(99)}`,
    `__Host-vrd="${'A'.repeat(99)}"`,
    '; '.repeat(4000),
  ],
  origin: [
    'null',
    'https://shop.example',
    'https://shop.example:443',
    'https://evil.example',
    'http://shop.example',
    'shop.example',
  ],
  'sec-fetch-site': ['same-origin', 'same-site', 'cross-site', 'none', 'Cross-Site', 'cross-site, none'],
  verdict: ['.', '..', `${'A'.repeat(1000)}.${'B'.repeat(1000)}.${'C'.repeat(86)}`],
  receipt: ['.', '..', 'e30.e30.e30', `${'A'.repeat(100)}.${'B'.repeat(100)}.${'C'.repeat(86)}`],
  'idempotency-key': ['a', 'b', 'A'.repeat(256), 'A'.repeat(257)],
  host: ['evil.example', 'shop.example:99999', '[::1'],
  'x-forwarded-proto': ['http', 'https', 'javascript'],
  'transfer-encoding': ['chunked', 'gzip'],
  'content-encoding': ['gzip', 'br'],
};
const NAMES = Object.keys(HEADERS);

/** A header and its new value, null to leave it out. */
export function strangeHeader(random: Random): readonly [name: string, value: string | null] {
  const name = random.pick(NAMES);
  if (random.chance(0.1)) return [name, null];
  return [name, random.pick(random.chance(0.6) ? (HEADERS[name] ?? VALUES) : VALUES)];
}

export function strangePath(path: string, random: Random): string {
  return random.pick([
    `${path}/`,
    `/${path}`,
    `${path}?op=checkout&tellsign-token=a.b.c`,
    path.toUpperCase(),
    path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    `${path}%00`,
    `${path}%ff%fe`,
    `${path}#x`,
    '/tellsign/__proto__',
    '/tellsign/constructor',
    '/tellsign/..%2fnonce',
    `/tellsign/${LONG}`,
    '/',
  ]);
}

/** Bodies as text that no parser should trip over. */
const TEXTS: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '"op"',
  '{"op":null}',
  '{"op":["checkout"]}',
  '{"op":{"toString":"checkout"}}',
  '{"op":"checkout","op":"payout"}',
  '{"op":"vrd.enrol"}',
  '{"op":"payout"}',
  '{"__proto__":{"op":"checkout"}}',
  '{"constructor":{"prototype":{"op":"checkout"}}}',
  '{"tellsign-token":["a","b"]}',
  '{"tellsign-token":{}}',
  '{"tellsign-token":1e400}',
  'tellsign-token',
  'tellsign-token=&tellsign-token=',
  'tellsign-token=%',
  'tellsign-token=%ff%fe&__proto__=1',
  '&'.repeat(5000),
  '='.repeat(5000),
  '['.repeat(10_000),
  '{"a":'.repeat(5000),
  `{"op":"${'x'.repeat(9000)}"}`,
  `tellsign-token=${'x'.repeat(20_000)}`,
  '--b\r\nContent-Disposition: form-data; name="tellsign-token"\r\n\r\na.b.c\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="tellsign-token"; filename="a"\r\n\r\na',
  '\ufeff{"op":"checkout"}',
  '\ud800',
];
/** Most bytes of a body: above every limit of the site. */
const MOST_BYTES = 20_000;

export function strangeBody(body: BodyInit | null, random: Random): BodyInit {
  const text = typeof body === 'string' ? body : '';
  const at = random.integer(0, text.length);
  const edits: readonly (() => BodyInit)[] = [
    () => random.pick(TEXTS),
    () => text.slice(0, at),
    () => text.slice(0, at) + random.pick(['\0', '"', '{', '%', '&', '=', 'é', '\n', ' ']) + text.slice(at),
    () => text + text,
    () => Uint8Array.from({ length: random.integer(0, 300) }, () => random.integer(0, 255)),
    () => new Uint8Array(random.integer(0, MOST_BYTES)).fill(random.integer(0, 255)),
    () => inChunks(text, random.integer(1, 40)),
    () => brokenOff(text.slice(0, at)),
  ];
  return random.pick(edits)();
}

/** A body that comes in small pieces. */
function inChunks(text: string, bytes: number): ReadableStream<Uint8Array> {
  let rest = new TextEncoder().encode(text);
  return new ReadableStream({
    pull(controller) {
      if (rest.length === 0) return controller.close();
      controller.enqueue(rest.slice(0, bytes));
      rest = rest.slice(bytes);
    },
  });
}

/** A body whose sender hangs up. */
function brokenOff(text: string): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) return controller.error(new Error('hung up'));
      controller.enqueue(new TextEncoder().encode(text));
      isSent = true;
    },
  });
}
