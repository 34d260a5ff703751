import { describe, expect, it } from 'vitest';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { Inspection } from '../../../src/contract/analyst.ts';
import type { Route } from '../../setup/site.ts';
import { openTabs } from '../../setup/tabs.ts';
import { type Delivery, deliver, key, listKeys, root, stranger } from './delivery.ts';
import { ask, assess, databases, launch, openStage, type Stage, startWorker } from './page.ts';

const tab = openTabs(launch);
const PINS = `key=${key.id}`;
const ROOT_PINS = `root=${root.id}`;

/** What lies at the addresses now; tests replace it between two pages. */
interface Shelf {
  text: string;
  list: string | null;
}

/** A site that serves what is on its shelf. All deliveries have the same files. */
async function onSite(
  { files, text }: Delivery,
  act: (stage: Stage, shelf: Shelf) => Promise<void>,
  more: Readonly<Record<string, Route>> = {},
) {
  const shelf: Shelf = { text, list: null };
  const routes = Object.fromEntries(
    [...files].map(([name, bytes]) => [`/models/${name}`, () => new Response(Uint8Array.from(bytes))]),
  );
  const stage = await openStage({
    routes: {
      ...routes,
      '/models/stable.jws': () => new Response(shelf.text),
      '/models/keys.jws': () =>
        shelf.list === null ? new Response('', { status: 404 }) : new Response(shelf.list),
      ...more,
    },
  });
  try {
    await act(stage, shelf);
  } finally {
    await stage.stop();
  }
}

const start = ({ origin }: Stage, pins = PINS, settings = {}, page = tab.page) =>
  startWorker(page, origin, { modelUrl: `${origin}/models/stable.jws#${pins}`, ...settings });
const refused = (detail: string) => ({ ok: false, code: 'model_refused', detail });

describe('on a later page', () => {
  it('a release that was rolled back is refused, whatever the page pins', async () => {
    const [older, newer] = [await deliver(17), await deliver(18)];
    await onSite(newer, async (stage, shelf) => {
      expect(await start(stage)).toMatchObject({ ok: true });
      shelf.text = older.text;
      expect(await start(stage)).toEqual(refused('model_rollback'));
      expect((await assess(tab.page)).degraded).toEqual(['model_refused']);
      shelf.text = newer.text;
      expect(await start(stage)).toMatchObject({ ok: true });
    });
  });

  it('in mode standard that is so from the first assessment on: nothing is stored before', async () => {
    const [older, newer] = [await deliver(17), await deliver(18)];
    await onSite(newer, async (stage, shelf) => {
      const standard = { privacy: 'standard' };
      expect(await start(stage, PINS, standard)).toMatchObject({ ok: true });
      await ask<Inspection>(tab.page, 'inspect');
      expect(await databases(tab.page)).toEqual([]);
      expect((await assess(tab.page)).degraded).toEqual([]);
      shelf.text = older.text;
      expect(await start(stage, PINS, standard)).toMatchObject({ ok: true });
      expect((await assess(tab.page)).degraded).toEqual(['model_refused']);
      expect((await ask<Inspection>(tab.page, 'inspect')).modelDetail).toBe('model_rollback');
    });
  });

  it('in mode minimal nothing is remembered', async () => {
    const [older, newer] = [await deliver(17), await deliver(18)];
    await onSite(newer, async (stage, shelf) => {
      const minimal = { privacy: 'minimal' };
      await start(stage, PINS, minimal);
      await assess(tab.page);
      expect(await databases(tab.page)).toEqual([]);
      shelf.text = older.text;
      expect(await start(stage, PINS, minimal)).toMatchObject({ ok: true });
      expect((await assess(tab.page)).degraded).toEqual(['key_ephemeral']);
    });
  });

  it('what was remembered is gone once the visitor asked for it', async () => {
    const [older, newer] = [await deliver(17), await deliver(18)];
    await onSite(newer, async (stage, shelf) => {
      await start(stage);
      shelf.text = older.text;
      expect(await start(stage)).toEqual(refused('model_rollback'));
      await ask(tab.page, 'forget');
      expect(await start(stage)).toMatchObject({ ok: true });
    });
  });
});

describe('a stolen key', () => {
  it('is rotated out by the list, with the pins that pages have', async () => {
    const thiefs = await deliver(99, stranger);
    await onSite(thiefs, async (stage, shelf) => {
      shelf.list = listKeys(1, [stranger]);
      expect(await start(stage, ROOT_PINS)).toMatchObject({ ok: true });
      shelf.list = listKeys(2, [key]);
      expect(await start(stage, ROOT_PINS)).toEqual(refused('model_key'));
      shelf.text = (await deliver(18)).text;
      expect(await start(stage, ROOT_PINS)).toMatchObject({ ok: true });
      shelf.list = listKeys(1, [stranger]);
      shelf.text = thiefs.text;
      expect(await start(stage, ROOT_PINS)).toEqual(refused('keys_rollback'));
    });
  });

  it.each<[string, string, () => string, string?]>([
    ['signs itself onto the list', 'keys_root', () => listKeys(9, [stranger], { by: stranger })],
    ['stands on a list below the floor', 'keys_rollback', () => listKeys(2, [key]), `${ROOT_PINS}&list=3`],
    ['is pinned beside the root', 'model_key', () => listKeys(3, [key]), `${ROOT_PINS}&${PINS}`],
  ])('that %s is refused as %s', async (_, why, list, pins = ROOT_PINS) => {
    await onSite(await deliver(), async (stage, shelf) => {
      shelf.list = list();
      expect(await start(stage, pins)).toEqual(refused(why));
      expect((await assess(tab.page)).degraded).toEqual(['model_refused']);
    });
  });
});

describe('a release that two people must sign', () => {
  const BOTH = `key=${key.id}&key=${stranger.id}&signers=2`;

  it('scores with both signatures, and with one the shipped model does', async () => {
    const delivery = await deliver();
    const second = (await deliver(17, stranger)).text;
    await onSite(delivery, async (stage, shelf) => {
      expect(await start(stage, BOTH)).toEqual(refused('model_signers'));
      expect((await assess(tab.page)).degraded).toEqual(['model_refused']);
      shelf.text = `${delivery.text}\n${signRelease(delivery.release, stranger.privateKey)}`;
      expect(await start(stage, BOTH)).toMatchObject({ ok: true });
      expect((await assess(tab.page)).degraded).toEqual([]);
      shelf.text = `${delivery.text}\n${delivery.text}`;
      expect(await start(stage, BOTH)).toEqual(refused('model_signers'));
      shelf.text = second;
      expect(await start(stage, BOTH)).toEqual(refused('model_signers'));
    });
  });
});

describe('two tabs on two versions', () => {
  it('go on until the newer one forbids the older, which says so', async () => {
    const [older, newer] = [await deliver(17), await deliver(18)];
    await onSite(older, async (stage, shelf) => {
      expect(await start(stage)).toMatchObject({ ok: true });
      expect((await assess(tab.page)).degraded).toEqual([]);
      shelf.text = newer.text;
      const second = await tab.page.context().newPage();
      expect(await start(stage, PINS, {}, second)).toMatchObject({ ok: true });
      expect((await assess(second)).degraded).toEqual([]);
      const verdict = await assess(tab.page);
      expect(verdict.degraded).toEqual(['model_refused']);
      const paid = await stage.verifier.verify(verdict.token, { action: 'checkout', sid: stage.sid });
      expect(paid).toMatchObject({ ok: true, score: verdict.score });
    });
  });
});

describe('a file of a gigabyte', () => {
  const GIGABYTE = 2 ** 30;
  const PIECE = new Uint8Array(2 ** 16);

  it.each(['weights', 'manifest'] as const)('in the place of the %s is left before its end', async (role) => {
    const delivery = await deliver();
    let sent = 0;
    const endless: Route = () => {
      let own = 0;
      return new Response(
        new ReadableStream({
          pull(stream) {
            if (own >= GIGABYTE) return stream.close();
            own += PIECE.length;
            sent += PIECE.length;
            stream.enqueue(PIECE);
          },
        }),
      );
    };
    const { path } = delivery.release.files[role];
    await onSite(
      delivery,
      async (stage) => {
        expect(await start(stage)).toEqual(refused('model_hash'));
        expect((await assess(tab.page)).degraded).toEqual(['model_refused']);
        // What the sockets' buffers took besides.
        expect(sent).toBeLessThan(GIGABYTE / 16);
      },
      { [`/models/${path}`]: endless },
    );
  });
});
