import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/contract/result.ts';
import { loadModel } from '../../../src/server/model/model.ts';
import { openRelease } from '../../../src/server/model/release.ts';
import { fetchOwn } from '../../../worker/score/own/fetch-own.ts';
import { type Attack, FLOOR, LIST_FLOOR, NOW } from './attack.ts';
import { ATTACKS } from './attacks.ts';
import { createSigningKey, DAY, ISSUED, modelIdOf, serveVersion, TREES } from './kit.ts';

const ADDRESS = 'https://shop.example/models/stable.jws';
/** Bytes of one piece of a stream. */
const PIECE = 16_384;

/** A site with these files, of which the cache has none, and the longest part of one that was taken. */
function serveOf({ text, files }: Pick<Attack, 'text' | 'files'>) {
  const taken = { most: 0 };
  const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const name = new URL(String(input)).pathname.split('/').pop() ?? '';
    const bytes = name === 'stable.jws' ? new TextEncoder().encode(text) : files.get(name);
    if (init?.cache === 'force-cache' || !bytes) return new Response('', { status: 404 });
    let at = 0;
    return new Response(
      new ReadableStream({
        pull(stream) {
          if (at >= bytes.length) return stream.close();
          stream.enqueue(bytes.subarray(at, at + PIECE));
          at += PIECE;
          taken.most = Math.max(taken.most, at);
        },
      }),
    );
  };
  return { fetch, taken };
}

/** A list of keys has a floor where there is one to be read. */
const floorOf = ({ roots = [] }: Pick<Attack, 'roots'>): number => (roots.length > 0 ? LIST_FLOOR : 0);

/** What the page's worker answers, and the longest part of a file that it took. */
async function askWorker({ minVersion = FLOOR, now = NOW, ...attack }: Attack) {
  const { keys = [], roots = [], signers, minKeyList = floorOf(attack) } = attack;
  const { fetch, taken } = serveOf(attack);
  const pins = new URLSearchParams(
    [
      ...keys.map((key) => ['key', key]),
      ...roots.map((root) => ['root', root]),
      ...(signers === undefined ? [] : [['signers', String(signers)]]),
      ['list', String(minKeyList)],
      ['min', String(minVersion)],
      ...(attack.pins ?? []),
    ].map(([name = '', value = '']): [string, string] => [name, value]),
  );
  const result = await fetchOwn(`${ADDRESS}#${pins}`, { fetch, now, trees: TREES });
  return { answer: answerOf(result), most: taken.most };
}

/** What a backend answers at its start, and the most bytes that it asked for. */
async function askServer({ text, files, minVersion = FLOOR, now = NOW, ...attack }: Attack) {
  const { keys, roots, signers, minKeyList = floorOf(attack) } = attack;
  let most = 0;
  const read = async (path: string, maxBytes: number) => {
    const bytes = files.get(path);
    if (!bytes) throw new Error('ENOENT');
    most = Math.max(most, maxBytes);
    return bytes.subarray(0, maxBytes);
  };
  try {
    const options = {
      keys,
      roots,
      signers,
      minKeyList,
      minVersion,
      read,
      load: loadModel,
      now: () => now * 1000,
    };
    return { answer: answerOf(await openRelease(text, options)), most };
  } catch (error) {
    return { answer: error instanceof TypeError ? 'TypeError' : String(error), most };
  }
}

const answerOf = (result: Result<unknown>): string => (result.ok ? 'accepted' : result.code);
/** Longest file that is taken, and what may have arrived beyond it: a stream is asked ahead. */
const MOST = 256 * 1024 + 3 * PIECE;

describe('a release', () => {
  it('is attacked in more than 25 ways, each by a name of its own', () => {
    expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
    expect(ATTACKS.length).toBeGreaterThan(25);
  });

  it.each(ATTACKS.map((attack) => [attack.name, attack.worker, attack] as const))(
    'with %s is %s in the page',
    async (_, wanted, attack) => {
      const { answer, most } = await askWorker(attack);
      expect(answer).toBe(wanted);
      expect(most).toBeLessThanOrEqual(MOST);
    },
  );

  it.each(ATTACKS.map((attack) => [attack.name, attack.server, attack] as const))(
    'with %s is %s in the backend',
    async (_, wanted, attack) => {
      const { answer, most } = await askServer(attack);
      expect(answer).toBe(wanted);
      expect(most).toBeLessThanOrEqual(256 * 1024);
    },
  );
});

describe('two tabs on two versions', () => {
  it('each score with their own, from one address and one folder', async () => {
    const key = createSigningKey();
    const [older, newer] = [serveVersion(17, { key }), serveVersion(18, { key })];
    const files = new Map([...older.files, ...newer.files]);
    const tabs = await Promise.all(
      [older, newer].map(({ text }) => {
        const { fetch } = serveOf({ text, files });
        return fetchOwn(`${ADDRESS}#key=${key.id}&min=17`, { fetch, now: NOW, trees: TREES });
      }),
    );
    expect(tabs.map((tab) => tab.ok && tab.value.id)).toEqual(
      [older, newer].map((one) => modelIdOf(one.release)),
    );
    const backend = await Promise.all(
      [older, newer].map(({ text }) =>
        openRelease(text, {
          keys: [key.id],
          minVersion: 17,
          read: async (path) => files.get(path) ?? new Uint8Array(),
          load: loadModel,
          now: () => NOW * 1000,
        }),
      ),
    );
    expect(backend.map((one) => one.ok && one.value.id)).toEqual(tabs.map((tab) => tab.ok && tab.value.id));
  });

  it('end with the release, whatever its settings say', async () => {
    const key = createSigningKey();
    const { text, files, release } = serveVersion(17, { key, settings: { exp: ISSUED + 900 * DAY } });
    const opened = await openRelease(text, {
      keys: [key.id],
      read: async (path) => files.get(path) ?? new Uint8Array(),
      load: loadModel,
      now: () => NOW * 1000,
    });
    expect(opened.ok && opened.value.manifest.exp).toBe(release.exp);
  });
});
