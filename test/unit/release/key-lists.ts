import { signKeyList } from '../../../src/cli/model/sign-key-list.ts';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { KeyList } from '../../../src/contract/release.ts';
import { canonicalJson } from '../../../src/wire/canonical.ts';
import { type Attack, LIST_FLOOR, on } from './attack.ts';
import {
  createSigningKey,
  DAY,
  headerOf,
  ISSUED,
  type Served,
  serveVersion,
  signTexts,
  twinOf,
} from './kit.ts';

const root = createSigningKey();
const nextRoot = createSigningKey();
const stolen = createSigningKey();
const key = createSigningKey();
const stranger = createSigningKey();
const roots = [root.id];
const YEAR_9999 = Date.UTC(9999) / 1000;

const LIST: KeyList = {
  v: 1,
  version: LIST_FLOOR,
  iat: ISSUED,
  exp: ISSUED + 180 * DAY,
  keys: [key.id],
};
const listOf = (change: object = {}, by = root): string =>
  signKeyList({ ...LIST, ...change } as KeyList, by.privateKey);
const claims = canonicalJson(LIST);
const list = listOf();
const [header = '', payload = '', signature = ''] = list.split('.');

const honest = serveVersion(17, { key });
const thiefs = serveVersion(99, { key: stolen });
const both = serveVersion(17, { key: stolen });
/** A folder with a list of keys beside the release; without one where it is null. */
const withList = (served: Served, text: string | null): Served => ({
  ...served,
  files: new Map([
    ...served.files,
    ...(text === null ? [] : [['keys.jws', new TextEncoder().encode(text)] as const]),
  ]),
});

const by = (text: string | null, name: string, worker: string, more: Partial<Attack> = {}): Attack =>
  on(withList(honest, text), name, { roots, worker, ...more });
const bad = (name: string, text: string): Attack => by(text, name, 'keys_malformed');

/** What happens around the list of keys that a root key signs. */
export const KEY_LISTS: readonly Attack[] = [
  by(list, 'nothing: an honest list of keys', 'accepted'),
  by(listOf({ keys: [stolen.id, key.id] }), 'rotation under way: the new key of a list of two', 'accepted'),
  on(
    withList(both, listOf({ version: 3, keys: [stolen.id, key.id] })),
    'a stolen key, before it is rotated',
    {
      roots,
      worker: 'accepted',
    },
  ),
  on(withList(thiefs, listOf({ version: 4 })), 'a stolen key, then rotated by the list, with the same pins', {
    roots,
    worker: 'model_key',
  }),
  on(withList(thiefs, listOf({ version: 2, keys: [stolen.id] })), 'key-list downgrade: last year’s list', {
    roots,
    worker: 'keys_rollback',
  }),
  on(
    withList(thiefs, listOf({ version: 2 ** 53 - 1, keys: [stolen.id] }, stolen)),
    'a list by a stolen key',
    {
      roots,
      worker: 'keys_root',
    },
  ),
  on(withList(thiefs, listOf({ keys: [stolen.id] }, stranger)), 'a list by a stranger', {
    roots,
    worker: 'keys_root',
  }),
  by(
    signTexts(headerOf(root, { typ: 'vrd-keys+jwt' }), claims, stranger),
    'a list by a stranger under the root’s key',
    'keys_signature',
  ),
  by(
    [header, Buffer.from(claims.replace(key.id, stolen.id)).toString('base64url'), signature].join('.'),
    'a list with another key written into it',
    'keys_signature',
  ),
  by(twinOf(list), 'a list with its twin signature', 'accepted'),
  by(listOf({}, nextRoot), 'a root that was rotated, with the old pin', 'keys_root'),
  by(listOf({}, nextRoot), 'a root that was rotated, with both pins', 'accepted', {
    roots: [root.id, nextRoot.id],
  }),
  by(list, 'a floor of lists that is no number', 'keys_rollback', {
    minKeyList: Number.NaN,
    server: 'TypeError',
  }),
  by(list, 'three roots, one more than may be pinned', 'keys_root', {
    roots: [stranger.id, nextRoot.id, root.id],
  }),
  by(list, 'a root and a key pinned at once', 'model_key', { keys: [stolen.id], server: 'TypeError' }),
  by(list, 'a shortened thumbprint of a root', 'keys_root', {
    roots: [root.id.slice(0, 20)],
    server: 'TypeError',
  }),
  by(list, 'freeze: nobody has renewed the list', 'keys_expired', { now: LIST.exp }),
  by(listOf({ iat: ISSUED + 30 * DAY }), 'a list of next month', 'accepted', { server: 'keys_future' }),
  by(null, 'partial deploy: the list is not there', 'model_unavailable'),
  by('', 'an empty file in the list’s place', 'keys_malformed'),
  by('<!doctype html><title>404</title>', 'an error page in the list’s place', 'keys_malformed'),
  by(honest.text, 'the signed manifest in the list’s place', 'keys_malformed'),
  by(`${list}${'A'.repeat(2 ** 24)}`, 'a list of megabytes', 'keys_malformed'),
  on(withList(honest, list), 'the list in the signed manifest’s place', {
    roots,
    text: list,
    worker: 'model_malformed',
  }),
  on(withList(honest, list), 'a list that the root signed as a release', {
    roots,
    text: signRelease(honest.release, root.privateKey),
    worker: 'model_key',
  }),
  by(listOf({ iat: YEAR_9999, exp: YEAR_9999 + 180 * DAY }), 'a list of the year 9999', 'keys_future'),
  bad('a list whose key has a letter that looks like another', rewritten(key.id, `${key.id.slice(1)}а`)),
  bad('a list of a key and a space', listOf({ keys: [`${key.id} `] })),
  bad('a list of a list of keys', listOf({ keys: [[key.id]] })),
  bad('a list whose version is too great to count', rewritten('"version":3', '"version":9007199254740993')),
  bad('a list whose version is written otherwise', rewritten('"version":3', '"version":3e0')),
  bad('a list for a thousand years', listOf({ exp: ISSUED + 365_000 * DAY })),
  bad('a list that ends before it begins', listOf({ exp: ISSUED - 1 })),
  bad('a list behind a byte order mark', `\uFEFF${list}`),
  bad('a list of no key', listOf({ keys: [] })),
  bad('a list of three keys', listOf({ keys: [key.id, stolen.id, stranger.id] })),
  bad('a list of one key twice', listOf({ keys: [key.id, key.id] })),
  bad('a list of the root itself', listOf({ keys: [root.id] })),
  bad('a list of numbers', listOf({ keys: [1] })),
  bad('a list whose keys are a word', listOf({ keys: key.id })),
  bad('a list with a claim that nobody knows', listOf({ extra: true })),
  bad(
    'a list with a fraction of a version',
    signTexts(listHeader(), claims.replace('"version":3', '"version":3.5'), root),
  ),
  bad('duplicate keys in the list', signTexts(listHeader(), claims.replace('{', '{"version":99,'), root)),
  bad('partial signatures: half of the root’s', [header, payload, signature.slice(0, 43)].join('.')),
  bad('two signatures of the root', `${list}.${signature}`),
];

function listHeader(): string {
  return headerOf(root, { typ: 'vrd-keys+jwt' });
}

/** The list with other words in it, signed by the root. */
function rewritten(words: string, others: string): string {
  return signTexts(listHeader(), claims.replace(words, others), root);
}
