import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { FEATURES, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Settings } from '../../../src/contract/model.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { readEvidence } from '../../../src/scoring/read-evidence.ts';
import { canonicalJson } from '../../../src/wire/canonical.ts';
import { CHECKED } from '../../../tools/inventory/places/index.ts';

/** Of the shipped model. */
const manifest = JSON.parse(readFileSync('model/manifest.json', 'utf8')) as Settings;
const namesOf = (place: string): readonly string[] => Object.keys(CHECKED[place]?.names ?? {});
const encode = (text: string): string => Buffer.from(text).toString('base64url');
const decode = (text = ''): Record<string, unknown> => JSON.parse(Buffer.from(text, 'base64url').toString());

/** The members that the inventory has, and no other. */
const listed = (place: string, members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([name]) => namesOf(place).includes(name)));

/**
 * Writes a signed message again from what the inventory lists of it, and expects the same bytes; resolves
 * with its claims.
 */
export function expectListed(
  token: string,
  place: string,
  header = `${place} header`,
): Record<string, unknown> {
  const [head, payload, signature = ''] = token.split('.');
  const claims = decode(payload);
  const again = [listed(header, decode(head)), listed(place, claims)].map((part) =>
    encode(canonicalJson(part)),
  );
  expect([...again, signature].join('.')).toBe(token);
  expect(Buffer.from(signature, 'base64url')).toHaveLength(64);
  return claims;
}

/**
 * Reads evidence as the verifier does, writes it again from the features that the inventory lists, and
 * expects the same bytes.
 */
export function expectListedEvidence(ev: string): number {
  const bytes = Buffer.from(ev, 'base64url');
  const read = readEvidence({ manifest }, bytes);
  if (!read.ok) throw new Error(read.detail);
  const { flags, values, missing } = read.value;
  const groups = namesOf('evidence');
  const isListed = FEATURES.map(({ name }) => groups.includes(name.split('.')[0] ?? ''));
  const again = encodeEvidence({
    schema: SCHEMA_ID,
    flags,
    values: values.filter((_, at) => isListed[at]),
    missing: missing.filter((_, at) => isListed[at]),
  });
  expect(Buffer.from(again).equals(bytes)).toBe(true);
  return flags;
}

/** Random, or the moment: alike in form alone. */
export const thumbprintOf = (token: string): string => {
  const { crv, kty, x, y } = decode(token.split('.')[0]).jwk as Record<string, string>;
  return createHash('sha256').update(canonicalJson({ crv, kty, x, y })).digest('base64url');
};
