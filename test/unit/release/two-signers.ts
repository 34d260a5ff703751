import { createHash } from 'node:crypto';
import { publicJwkOf } from '../../../src/cli/model/key.ts';
import { signKeyList } from '../../../src/cli/model/sign-key-list.ts';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { KeyList, Release } from '../../../src/contract/release.ts';
import { canonicalJson } from '../../../src/wire/canonical.ts';
import { type Attack, LIST_FLOOR, on } from './attack.ts';
import {
  createSigningKey,
  DAY,
  headerOf,
  ISSUED,
  type SigningKey,
  serveVersion,
  signTexts,
  twinOf,
} from './kit.ts';

const [key, second, stranger] = [createSigningKey(), createSigningKey(), createSigningKey()];
const [root, nextRoot] = [createSigningKey(), createSigningKey()];
const keys = [key.id, second.id];
const honest = serveVersion(17, { key, withBundle: true });
const { release, files } = honest;
const older = serveVersion(16, { key });

const by = (signer: SigningKey, change: object = {}): string =>
  signRelease({ ...release, ...change } as Release, signer.privateKey);
const lines = (...texts: readonly string[]): string => texts.join('\n');
const both = lines(honest.text, by(second));
/** Signed really, whatever the texts are. */
const withText = (text: string, signer: SigningKey) => signTexts(headerOf(signer), text, signer);

const pinned = (name: string, text: string, worker: string, more: Partial<Attack> = {}): Attack =>
  on(honest, name, { keys, signers: 2, text, worker, ...more });
const bad = (name: string, text: string): Attack => pinned(name, text, 'model_malformed');

const PINNED: readonly Attack[] = [
  pinned('two signers: nothing, both signed', both, 'accepted'),
  pinned('two signers: both signed, the second first', lines(by(second), honest.text), 'accepted'),
  pinned('two signers: one signature', honest.text, 'model_signers'),
  pinned('two signers: the other signature alone', by(second), 'model_signers'),
  pinned('two signers: the same line twice', lines(honest.text, honest.text), 'model_signers'),
  pinned('two signers: the same key twice', lines(honest.text, by(key)), 'model_signers'),
  pinned(
    'two signers: a twin of the first signature',
    lines(honest.text, twinOf(honest.text)),
    'model_signers',
  ),
  pinned('two signers: the second is on no list', lines(honest.text, by(stranger)), 'model_key'),
  pinned('two signers: the first is on no list', lines(by(stranger), by(second)), 'model_key'),
  pinned(
    'two signers: the second’s name under a stranger’s signature',
    lines(honest.text, signTexts(headerOf(second), canonicalJson(release), stranger)),
    'model_signature',
  ),
  pinned(
    'two signers: the first’s name under the second’s signature',
    lines(signTexts(headerOf(key), canonicalJson(release), second), by(second)),
    'model_signature',
  ),
  bad('two signers: of two versions', lines(honest.text, by(second, { version: 16, minVersion: 16 }))),
  bad('two signers: one for another channel', lines(honest.text, by(second, { channel: 'canary' }))),
  bad('two signers: the second signed nothing', lines(honest.text, withText('{}', second))),
  bad(
    'two signers: the same claims in another order',
    lines(honest.text, withText(JSON.stringify({ ...release, v: 1 }), second)),
  ),
  bad('two signers: an empty second line', `${honest.text}\n`),
  bad('two signers: an empty first line', `\n${honest.text}`),
  bad('two signers: a third line', lines(both, by(stranger))),
  bad('two signers: a line break at the end', `${both}\n`),
  bad('two signers: lines as Windows ends them', both.replace('\n', '\r\n')),
  bad('two signers: lines that another character parts', both.replace('\n', '\u2028')),
  bad('two signers: a list of keys as the second line', lines(honest.text, listOf({}, [second]))),
  pinned(
    'two signers: an older release that both signed',
    lines(older.text, signRelease(older.release, second.privateKey)),
    'model_rollback',
    { files: older.files },
  ),
  pinned('two signers: a count that is no number', both, 'model_signers', {
    signers: Number.NaN,
    server: 'TypeError',
  }),
  pinned('two signers: more than may be pinned', both, 'model_signers', { signers: 3, server: 'TypeError' }),
  pinned('two signers: of one key that is pinned', both, 'model_key', {
    keys: [key.id],
    server: 'TypeError',
  }),
  pinned('two signers: one key that is pinned twice', lines(honest.text, by(key)), 'model_signers', {
    keys: [key.id, key.id],
  }),
  pinned('two signers: nobody asks, and both signed', both, 'accepted', { signers: 1 }),
  pinned('two signers: nobody asks, and one signed', honest.text, 'accepted', { signers: 1 }),
  pinned('two signers: nobody asks, and one signed twice', lines(honest.text, by(key)), 'model_signers', {
    signers: 1,
  }),
  pinned(
    'two signers: nobody asks, and the second is a stranger',
    lines(honest.text, by(stranger)),
    'model_key',
    {
      signers: 1,
    },
  ),
  pinned('two signers: the bundle is the second’s', both, 'accepted', bundleOf(second)),
  pinned('two signers: the bundle is a stranger’s', both, 'model_bundle', {
    ...bundleOf(stranger),
    worker: 'accepted',
    server: 'model_bundle',
  }),
];

/** One private key in two writings, which have two thumbprints. */
const RESPELT: readonly Attack[] = (['x', 'y'] as const).flatMap((member) =>
  Object.entries({
    'with a bit that belongs to no byte': (text: string) =>
      text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1),
    padded: (text: string) => `${text}=`,
    'after a space': (text: string) => ` ${text}`,
    'after a zero byte': (text: string) =>
      Buffer.concat([Buffer.of(0), Buffer.from(text, 'base64url')]).toString('base64url'),
  }).map(([how, write]) => {
    const jwk = publicJwkOf(key.privateKey);
    const respelt = { ...jwk, [member]: write(jwk[member]) };
    const id = createHash('sha256').update(canonicalJson(respelt)).digest('base64url');
    const text = signTexts(headerOf(key, { jwk: respelt }), canonicalJson(release), key);
    return pinned(
      `two signers: one key, its ${member} once more ${how}`,
      lines(honest.text, text),
      'model_malformed',
      {
        keys: [key.id, id],
      },
    );
  }),
);

/** The release as it is, with the bundle that somebody else wrote for it. */
function bundleOf(signer: SigningKey): Pick<Attack, 'text' | 'files'> {
  const own = serveVersion(17, { key: signer, withBundle: true });
  const { oms } = own.release;
  return { text: lines(by(key, { oms }), by(second, { oms })), files: own.files };
}

function listOf(change: object, signers: readonly SigningKey[]): string {
  const list: KeyList = { v: 1, version: LIST_FLOOR, iat: ISSUED, exp: ISSUED + 180 * DAY, keys, signers: 2 };
  return lines(
    ...signers.map(({ privateKey }) => signKeyList({ ...list, ...change } as KeyList, privateKey)),
  );
}

interface Served {
  readonly text: string;
  readonly list: string;
}

const listed = (name: string, { text, list }: Served, worker: string, more: Partial<Attack> = {}): Attack => {
  const withList = new Map([...files, ['keys.jws', new TextEncoder().encode(list)] as const]);
  return on(honest, name, { roots: [root.id], text, files: withList, worker, ...more });
};
const two = listOf({}, [root]);
const ofOne = { signers: undefined };
/** What the page pins where two roots sign the list as well. */
const TWO_ROOTS = { roots: [root.id, nextRoot.id], signers: 2 };
const rootsBoth = listOf({}, [root, nextRoot]);

const LISTED: readonly Attack[] = [
  listed('a list of two signers: both signed', { text: both, list: two }, 'accepted'),
  listed('a list of two signers: one signature', { text: honest.text, list: two }, 'model_signers'),
  listed(
    'a list of two signers: the same key twice',
    { text: lines(honest.text, by(key)), list: two },
    'model_signers',
  ),
  listed(
    'a list of two signers: a key that is not on it',
    { text: lines(honest.text, by(stranger)), list: two },
    'model_key',
  ),
  listed(
    'a list of two signers: the root as the second',
    { text: lines(honest.text, by(root)), list: two },
    'model_key',
  ),
  listed(
    'a list of two signers: lowered by last year’s list, below the floor',
    { text: honest.text, list: listOf({ ...ofOne, version: 2 }, [root]) },
    'keys_rollback',
  ),
  listed(
    'a list of two signers: lowered by last year’s list, where no floor is pinned and two signers are not',
    { text: honest.text, list: listOf({ ...ofOne, version: 2 }, [root]) },
    'accepted',
    { minKeyList: 0 },
  ),
  listed(
    'a list of two signers: lowered by the root alone, where two signers are pinned',
    { text: honest.text, list: listOf({ ...ofOne, version: 9 }, [root]) },
    'keys_signers',
    TWO_ROOTS,
  ),
  listed(
    'a list of two signers: lowered by both roots, where two signers are pinned',
    { text: honest.text, list: listOf({ ...ofOne, version: 9 }, [root, nextRoot]) },
    'model_signers',
    TWO_ROOTS,
  ),
  listed(
    'a list of two signers: lowered by its own second signer',
    { text: honest.text, list: listOf(ofOne, [second]) },
    'keys_root',
  ),
  listed('two roots: both signed', { text: both, list: rootsBoth }, 'accepted', TWO_ROOTS),
  listed('two roots: one signed', { text: both, list: two }, 'keys_signers', TWO_ROOTS),
  listed(
    'two roots: one signed twice',
    { text: both, list: listOf({}, [root, root]) },
    'keys_signers',
    TWO_ROOTS,
  ),
  listed(
    'two roots: of two versions',
    { text: both, list: lines(two, listOf({ version: 9 }, [nextRoot])) },
    'keys_malformed',
    TWO_ROOTS,
  ),
  listed(
    'two roots: one that lists two keys of its own',
    { text: lines(by(stranger), by(second)), list: listOf({ keys: [stranger.id, second.id] }, [root]) },
    'keys_signers',
    TWO_ROOTS,
  ),
  listed('two roots: one is pinned, and two signers', { text: both, list: two }, 'keys_signers', {
    signers: 2,
    server: 'TypeError',
  }),
  listed(
    'a list of two signers and one key',
    { text: honest.text, list: listOf({ keys: [key.id] }, [root]) },
    'keys_malformed',
  ),
  ...[0, 1, 3, '2', true, null].map((signers) =>
    listed(
      `a list of ${JSON.stringify(signers)} signers`,
      { text: both, list: listOf({ signers }, [root]) },
      'keys_malformed',
    ),
  ),
  listed('a list of two signers: "signers" twice', { text: honest.text, list: twice() }, 'keys_malformed'),
];

function twice(): string {
  const [, payload = ''] = two.split('.');
  const text = Buffer.from(payload, 'base64url').toString().replace('"signers":2', '"signers":2,"signers":1');
  return signTexts(headerOf(root, { typ: 'vrd-keys+jwt' }), text, root);
}

/** What happens where two people sign. */
export const TWO_SIGNERS: readonly Attack[] = [...PINNED, ...RESPELT, ...LISTED];
