import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { type Forge, sign, sorted, toSegment } from '../forge.ts';
import type { Case } from '../run.ts';

/**
 * Size, segments, base64url, JSON: everything that is `malformed` or `missing`, and signatures that do not
 * hold.
 */
export async function envelope(forge: Forge): Promise<readonly Case[]> {
  const { token, claims, device, stranger } = forge;
  const good = await token();
  const [header = '', payload = '', signature = ''] = good.split('.');
  const signatureBytes = Buffer.from(signature, 'base64url');
  const malformed = (name: string, tok: unknown): Case => ({ name, tok, want: 'malformed' });
  const badPayload = async (name: string, payloadText: string) =>
    malformed(name, await token({ payloadText }));
  /** Something else is wrong, too; the size counts. */
  const tooLong = async (members: Record<string, unknown>) =>
    (await token({ header: members })).padEnd(2049, 'A');
  const base = await claims();
  const text = sorted(base);
  return [
    { name: 'no token', want: 'missing' },
    { name: 'null', tok: null, want: 'missing' },
    { name: 'empty field', tok: '', want: 'missing' },
    malformed('number', 42),
    malformed('boolean', true),
    malformed('object', { token: good }),
    malformed('form field sent twice', [good, good]),
    malformed('blank', ' '),
    malformed('one segment', header),
    malformed('two segments', `${header}.${payload}`),
    malformed('four segments', `${good}.${signature}`),
    malformed('JWE with five segments', `${header}.${payload}.${signature}.${payload}.${signature}`),
    malformed('JSON serialisation', JSON.stringify({ protected: header, payload, signature })),
    malformed('2049 characters', good.padEnd(2049, 'A')),
    { name: 'as long as is allowed', tok: good, maxTokenChars: good.length, want: 'ok' },
    { ...malformed('one character longer than is allowed', good), maxTokenChars: good.length - 1 },
    malformed('2049 characters of another type', await tooLong({ typ: 'JWT' })),
    malformed('2049 characters of another algorithm', await tooLong({ alg: 'HS256' })),
    malformed('2049 characters of a foreign key', await tooLong({ jwk: 'key' })),
    malformed('2049 dots', '.'.repeat(2049)),
    malformed('empty list', []),
    malformed('empty object', {}),
    malformed('zero', 0),
    malformed('false', false),
    malformed('list with an empty field', ['']),
    malformed('5000 characters of payload', await token({ claims: { x: { pad: 'a'.repeat(5000) } } })),
    malformed('padding', `${header}.${payload}=.${signature}`),
    malformed('padded signature', `${good}==`),
    malformed('standard alphabet', `${header}.${payload.slice(0, -1)}+.${signature}`),
    malformed('leading space', ` ${good}`),
    malformed('trailing newline', `${good}\n`),
    malformed('non-ASCII character', `${header}.${payload.slice(0, -1)}é.${signature}`),
    malformed('length no base64url has', `${header}.${payload}.${signature.slice(0, -1)}`),
    malformed(
      'stray trailing bits in the signature',
      good.slice(0, -1) + (good.endsWith('A') ? 'B' : nextCharacter(good.at(-1) ?? 'A')),
    ),
    malformed('empty header', `.${payload}.${signature}`),
    malformed('empty payload', `${header}..${signature}`),
    malformed('header is not JSON', await token({ headerText: '{"alg":' })),
    malformed('header is an array', await token({ headerText: '["ES256"]' })),
    malformed(
      'header with white space',
      await token({ headerText: JSON.stringify({ alg: 'ES256', jwk: device.jwk, typ: 'vrd+jwt' }, null, 1) }),
    ),
    malformed(
      'header keys unsorted',
      await token({ headerText: JSON.stringify({ typ: 'vrd+jwt', alg: 'ES256', jwk: device.jwk }) }),
    ),
    malformed(
      'header with alg twice',
      await token({
        headerText: sorted({ alg: 'ES256', jwk: device.jwk, typ: 'vrd+jwt' }).replace('{', '{"alg":"none",'),
      }),
    ),
    await badPayload('payload is not JSON', 'hello'),
    await badPayload('payload is an array', `[${text}]`),
    await badPayload('payload is a string', '"x"'),
    await badPayload('payload is null', 'null'),
    await badPayload('white space', text.replace(':', ': ')),
    await badPayload('claim twice', text.replace('"q":', '"q":-9,"q":')),
    await badPayload('keys unsorted', `{"v":1,${text.slice(1).replace(',"v":1', '')}`),
    await badPayload('escaped character', text.replace('"checkout"', '"\\u0063heckout"')),
    await badPayload('homoglyph claim name', text.replace('"op":', '"о\u0440":')),
    await badPayload('byte order mark', `\ufeff${text}`),
    await badPayload('exponent number', text.replace('"q":-137', '"q":-137e0')),
    await badPayload('redundant fraction', text.replace('"q":-137', '"q":-137.0')),
    await badPayload('leading zero', text.replace('"v":1', '"v":01')),
    await badPayload('minus zero', text.replace('"q":-137', '"q":-0')),
    await badPayload('integer no double holds', text.replace('"q":-137', '"q":9007199254740993')),
    await badPayload('trailing data', `${text}{}`),
    await badPayload('comment', text.replace('{', '{/**/')),
    await badPayload('NaN', text.replace('"q":-137', '"q":NaN')),
    await badPayload('deleted character', text.replace('"checkout"', '"check\x7fout"')),
    await badPayload('nine openings', sorted({ ...base, x: { a: { b: { c: { d: { e: { f: {} } } } } } } })),
    await badPayload('openings inside a string', sorted({ ...base, x: { a: '[[[[[[[[' } })),
    await badPayload('deep nesting', `{"x":${'['.repeat(500)}${']'.repeat(500)}}`),
    malformed(
      'invalid UTF-8',
      await token({ segments: (head) => [head, encodeBase64url(Uint8Array.from([0x7b, 0xff, 0x7d]))] }),
    ),
    malformed(
      'payload with trailing bits',
      await token({ segments: (head, body) => [head, addTrailingBits(body)] }),
    ),
    {
      name: 'payload changed after signing',
      tok: `${header}.${toSegment(text.replace('"q":-137', '"q":-138'))}.${signature}`,
      want: 'signature_invalid',
    },
    {
      name: 'signed by another key',
      tok: `${header}.${payload}.${await sign(stranger, `${header}.${payload}`)}`,
      want: 'signature_invalid',
    },
    {
      name: 'signature of zeros',
      tok: `${header}.${payload}.${encodeBase64url(new Uint8Array(64))}`,
      want: 'signature_invalid',
    },
    { name: 'empty signature', tok: `${header}.${payload}.`, want: 'signature_invalid' },
    {
      name: 'signature cut short',
      tok: `${header}.${payload}.${encodeBase64url(signatureBytes.subarray(0, 63))}`,
      want: 'signature_invalid',
    },
    { name: 'signature of one byte', tok: `${header}.${payload}.AA`, want: 'signature_invalid' },
    { name: 'signature empty', tok: `${header}.${payload}.`, want: 'signature_invalid' },
    {
      name: 'signature of twice the length',
      tok: `${header}.${payload}.${encodeBase64url(Uint8Array.from([...signatureBytes, ...signatureBytes]))}`,
      want: 'signature_invalid',
    },
    {
      name: 'signature too long',
      tok: `${header}.${payload}.${encodeBase64url(Uint8Array.from([...signatureBytes, 0]))}`,
      want: 'signature_invalid',
    },
    {
      name: 'signature in DER',
      tok: `${header}.${payload}.${encodeBase64url(toDer(signatureBytes))}`,
      want: 'signature_invalid',
    },
    {
      name: 'signature over the payload alone',
      tok: `${header}.${payload}.${await sign(device, payload)}`,
      want: 'signature_invalid',
    },
  ];
}

/** A neighbour in the alphabet: same length, other trailing bits. */
function nextCharacter(character: string): string {
  return character === 'Q' ? 'R' : character === 'g' ? 'h' : 'x';
}

/** The same bytes, spelled with trailing bits that a strict decoder refuses. */
function addTrailingBits(segment: string): string {
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return segment.length % 4 === 0
    ? `${segment}AB`
    : segment.slice(0, -1) + last[(last.indexOf(segment.at(-1) ?? 'A') + 1) % last.length];
}

/** r‖s as ASN.1, which some libraries produce. */
function toDer(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => [2, 33, 0, ...bytes];
  return Uint8Array.from([0x30, 70, ...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))]);
}
