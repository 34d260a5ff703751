import type { Random } from '../../train/random.ts';
import { sorted } from '../vectors/forge.ts';
import { goodToken, type Members, type Source, toSegment } from './source.ts';

/** Makes a token out of a good one. */
type Mutation = (source: Source, random: Random) => unknown;

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const STRANGE = ['', '=', '+', '/', '.', ' ', '\n', '\0', 'é', '\ud800', '𝕏', '"', '{', '[', '\\', '%00'];
const ODDITIES: readonly unknown[] = [
  undefined,
  null,
  '',
  '.',
  '..',
  '....',
  0,
  Number.NaN,
  true,
  [],
  {},
  { toString: () => 'a.b.c' },
  Symbol('token'),
];
/** What parsers and claims are likely to trip over. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e21,
  1e-7,
  Number.MAX_VALUE,
  '',
  'a',
  'A'.repeat(22),
  'A'.repeat(43),
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '$(id)',
  'a\r\nb',
  [],
  [[]],
  [1, 2],
  [null],
  {},
  { a: {} },
];
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'kid',
  'jku',
  'crit',
  'zip',
  'sub',
  'ctr',
  'x',
  'txh',
  'd',
];
const NUMBERS = ['-0', '1e3', '1.0', '01', '1E+2', '9007199254740993', '1e400', '-', '1.', '.5', 'NaN', '+1'];

/** Unlikely things a browser, or a client that is none, may put into the field. */
const noToken: Mutation = (_source, random) => {
  const many = (most: number) => random.integer(1, most);
  const makers: readonly (() => unknown)[] = [
    () => ODDITIES[random.integer(0, ODDITIES.length - 1)],
    () => '.'.repeat(many(3000)),
    () => 'A'.repeat(many(3000)),
    () => `${'A'.repeat(many(900))}.${'A'.repeat(many(900))}.`,
    () => Array.from({ length: many(400) }, () => random.pick(['A', '.', '_', ...STRANGE])).join(''),
    () => toSegment('{"'.repeat(many(700))),
  ];
  return random.pick(makers)();
};

/** The token's own characters: replaced, put in, taken out, cut off, doubled. */
const characters: Mutation = (source, random) => {
  let token = goodOnce(source, random);
  for (let count = random.integer(1, 4); count > 0; count--) {
    const at = random.integer(0, token.length);
    const piece = random.chance(0.5) ? random.pick(STRANGE) : random.pick(ALPHABET);
    const cut = random.pick([0, 1, 1, 1, 2, 8, 64, token.length]);
    token =
      token.slice(0, at) + (random.chance(0.8) ? piece : token.slice(at, at + cut)) + token.slice(at + cut);
  }
  return token;
};

/** Segments moved, dropped, doubled, emptied. */
const segments: Mutation = (source, random) => {
  const pieces = goodOnce(source, random).split('.');
  const order = Array.from({ length: random.integer(0, 6) }, () => random.pick([...pieces, '', 'e30', 'AA']));
  return order.join('.');
};

/**
 * The JSON of the header as text, then as an object; the payload stays good, the signature does not matter
 * any more.
 */
const header: Mutation = (source, random) => {
  const [, payload = '', signature = ''] = goodOnce(source, random).split('.');
  const text = random.chance(0.5)
    ? editText(sorted(source.header), random)
    : sorted(editMembers(random.chance(0.5) ? source.header : editKey(source.header, random), random));
  return `${toSegment(text)}.${payload}.${signature}`;
};

/**
 * The JSON of the payload, with a nonce that is not ours or not for this. Dies at the JSON or at the MAC,
 * before any elliptic curve.
 */
const payload: Mutation = (source, random) => {
  const [head = '', body = '', signature = ''] = goodOnce(source, random).split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { readonly nonce: string };
  const at = random.integer(0, 50);
  const nonce = random.chance(0.8)
    ? claims.nonce.slice(0, at) + random.pick(ALPHABET) + claims.nonce.slice(at + 1)
    : random.pick(VALUES);
  const changed = { ...claims, nonce };
  const text = random.chance(0.6)
    ? editText(sorted(changed), random)
    : sorted(random.chance(0.3) ? editMembers(changed, random) : changed);
  return `${head}.${toSegment(text)}.${signature}`;
};

/**
 * A claim changed under a nonce of ours and nothing signed again: dies at the signature, as does a signature
 * that was touched.
 */
const unsigned: Mutation = (source, random) => {
  const [head = '', body = '', signature = ''] = goodOnce(source, random).split('.');
  const bytes = Buffer.from(signature, 'base64url');
  if (random.chance(0.5)) {
    bytes[random.integer(0, 63)] = random.integer(0, 255);
    return `${head}.${body}.${bytes.toString('base64url')}`;
  }
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Members;
  return `${head}.${toSegment(sorted({ ...claims, q: random.integer(-5000, 5000) }))}.${signature}`;
};

/** Signed again by the device itself: reaches claims, replay store, model and evidence. */
const signed: Mutation = (source, random) => {
  const claims = source.claims(random);
  const text = random.chance(0.2)
    ? editText(sorted(claims), random)
    : sorted(
        random.chance(0.6) ? editMembers(claims, random) : { ...claims, ev: editEvidence(claims.ev, random) },
      );
  return source.sign(toSegment(sorted(source.header)), toSegment(text));
};

/** Nothing changed: the fuzzer would see it when the verifier refused everything. */
const genuine: Mutation = (source, random) => goodToken(source, random);

/** What is drawn how often. The dear kinds are rare, so that a million takes a minute or two and not ten. */
const MIX = {
  noToken: { share: 0.12, mutate: noToken },
  characters: { share: 0.2, mutate: characters },
  segments: { share: 0.1, mutate: segments },
  header: { share: 0.3, mutate: header },
  payload: { share: 0.23, mutate: payload },
  unsigned: { share: 0.02, mutate: unsigned },
  signed: { share: 0.025, mutate: signed },
  genuine: { share: 0.005, mutate: genuine },
} as const satisfies Readonly<Record<string, { readonly share: number; readonly mutate: Mutation }>>;

/** One card for each half percent of a kind's share. */
const DECK = (Object.keys(MIX) as (keyof typeof MIX)[]).flatMap((kind) =>
  new Array<keyof typeof MIX>(Math.round(MIX[kind].share * 200)).fill(kind),
);

/**
 * Draws a kind, then a token of it. A change that changed nothing is drawn again: nobody may expect it to be
 * refused.
 */
export function mutant(source: Source, random: Random): { readonly kind: string; readonly token: unknown } {
  const kind = random.pick(DECK);
  const { mutate } = MIX[kind];
  let token = mutate(source, random);
  while (token === kept.get(source)?.token) token = mutate(source, random);
  return { kind, token };
}

/**
 * Tokens to start from are kept for a while: nothing made from them is accepted, so their nonces stay
 * unspent.
 */
const kept = new WeakMap<Source, { token: string; uses: number }>();
function goodOnce(source: Source, random: Random): string {
  const last = kept.get(source);
  if (last && last.uses < 200) {
    last.uses++;
    return last.token;
  }
  const token = goodToken(source, random);
  kept.set(source, { token, uses: 0 });
  return token;
}

function editText(text: string, random: Random): string {
  const at = random.integer(0, text.length);
  const edits: readonly (() => string)[] = [
    () => text.slice(0, at) + random.pick(STRANGE) + text.slice(at),
    () => text.slice(0, at) + text.slice(at + random.integer(1, 9)),
    () => text.replace('{', `{"${random.pick(NAMES)}":${JSON.stringify(random.pick(VALUES))},`),
    () => text.replace(/:"?[^,"]*"?([,}])/, `:${random.pick(NUMBERS)}$1`),
    () => text.replace(/:(-?\d+)/, (_, digits) => `:${random.pick(NUMBERS)}${digits}`),
    () => '['.repeat(random.integer(1, 600)) + text,
    () => text.replace(/,/g, ' ,'),
    () => text + random.pick(['{}', ' ', '\n', ',', 'null']),
    () => JSON.stringify(random.pick(VALUES)),
  ];
  return random.pick(edits)();
}

/** One or two members replaced, added or taken out; keys stay sorted. */
function editMembers(members: Members, random: Random): Members {
  const edited: Record<string, unknown> = { ...members };
  for (let count = random.integer(1, 2); count > 0; count--) {
    const name = random.pick([...Object.keys(members), ...NAMES]);
    const value = random.chance(0.2) ? undefined : random.pick(VALUES);
    Object.defineProperty(edited, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return edited;
}

function editKey(members: Members, random: Random): Members {
  const { jwk } = members as { readonly jwk: Members };
  const coordinate = Array.from({ length: 43 }, () => random.pick(ALPHABET)).join('');
  return { ...members, jwk: random.chance(0.5) ? { ...jwk, x: coordinate } : editMembers(jwk, random) };
}

function editEvidence(text: unknown, random: Random): string {
  const bytes = Buffer.from(String(text), 'base64url');
  if (random.chance(0.3)) return bytes.subarray(0, random.integer(0, bytes.length)).toString('base64url');
  bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  const tail = random.chance(0.3) ? [random.integer(0, 4), random.integer(0, 9), 1, 2, 3] : [];
  return Buffer.concat([bytes, Buffer.from(tail)]).toString('base64url');
}
