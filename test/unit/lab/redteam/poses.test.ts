import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { checkout } from '../../../lab/bots/pages/checkout.ts';
import type { Task } from '../../../lab/bots/task.ts';
import type { Body } from '../../../lab/redteam/body.ts';
import { conduct } from '../../../lab/redteam/conduct.ts';
import { c } from '../../../lab/redteam/generators/c.ts';
import { textbookOf, valuesAt } from '../../../lab/redteam/generators/settings.ts';
import {
  filledBy,
  isOfCard,
  offered,
  poses,
  prefilling,
  spoken,
  without,
} from '../../../lab/redteam/live/poses.ts';
import { LIVE_CELLS } from '../../../lab/redteam/live/run.ts';

const task = checkout.task(createRandom('poses'));
const ids = ({ steps }: Task) => steps.map((step) => ('id' in step ? step.id : step.do));

/** Carries a task out on controls side by side, and notes what was pressed and how many keys went down. */
async function conducted(task: Task, pressed?: (id: string) => Promise<void>) {
  const places = new Map(
    ['name', 'email', 'phone', 'country', 'addr', 'city', 'zip', 'card', 'exp', 'cvv', 'agree', 'pay'].map(
      (id, index) => [id, { x: 100 * index, y: 300, width: 90, height: 40 }],
    ),
  );
  let [at, keys] = [0, 0];
  const presses: string[] = [];
  const body: Body = {
    width: 1280,
    height: 800,
    async place(id) {
      const box = places.get(id);
      if (!box) throw new Error(`no ${id}`);
      return box;
    },
    async move(samples) {
      at = samples.at(-1)?.[1] ?? at;
    },
    async press() {
      presses.push([...places].find(([, { x, width }]) => x <= at && at < x + width)?.[0] ?? '');
    },
    async keys(strokes) {
      keys += strokes.filter(({ key, down }) => down && key.length === 1).length;
    },
    wheel: async () => undefined,
    wait: async () => undefined,
  };
  const random = createRandom('hand');
  const hand = c.createHand(valuesAt(c.settings, textbookOf(c.settings)), random);
  await conduct(task, hand, { body, random, ...(pressed && { pressed }) });
  return { presses, keys };
}

describe('a pose', () => {
  it('is attacked with on the release, and nowhere but at the checkout', () => {
    const cells = LIVE_CELLS.filter(({ actor }) => actor.startsWith('poses-as-'));
    expect(cells.map(({ actor }) => actor)).toEqual(poses.map(({ name }) => name));
    expect(poses.map(({ name }) => name)).toEqual([
      'poses-as-manager',
      'poses-as-autofill',
      'poses-as-prefilled',
      'poses-as-clock-100ms',
      'poses-as-clock-1ms',
      'poses-as-dictation',
    ]);
  });

  it('that takes an offer presses the field of the offer, and types nothing', async () => {
    const filled: string[] = [];
    const { presses, keys } = await conducted(offered(task, ['name', 'card']), async (id) => {
      filled.push(id);
    });
    expect(presses).toEqual(['name', 'card', 'agree', 'pay']);
    expect(filled).toEqual(['name', 'card', 'agree']);
    expect(keys).toBe(0);
  });

  it('as dictation presses every field, types nothing, and chooses the country by hand', async () => {
    const { presses, keys } = await conducted(spoken(task));
    expect(ids(spoken(task))).toEqual(ids(task));
    expect(presses).toEqual(expect.arrayContaining(ids(task).filter((id) => id !== 'country')));
    expect(keys).toBeLessThanOrEqual(1);
  });

  it('of a prefilled form leaves the card to type, and the box', async () => {
    const left = without(task, (step) => step.do !== 'press' && !isOfCard(step as { id: string }));
    expect(ids(left)).toEqual(['card', 'exp', 'cvv', 'agree']);
    expect((await conducted(left)).keys).toBeGreaterThanOrEqual(16 + 5 + 3);
  });

  it('fills the address with the first field, the card with its own, and all of the form with both', () => {
    const [address, card] = [filledBy(task, 'name'), filledBy(task, 'card')];
    expect(address.map(({ id }) => id)).toEqual(['name', 'email', 'phone', 'country', 'addr', 'city', 'zip']);
    expect(card.map(({ id }) => id)).toEqual(['card', 'exp', 'cvv']);
    expect(address.find(({ id }) => id === 'country')?.text).toMatch(/^(DE|FR|NL)$/);
  });
});

describe('a prefilled form', () => {
  it('has its values in the markup before scripts of the page run, so that no field changes afterwards', () => {
    const window = new Window();
    const { document } = window;
    document.body.innerHTML = `<input id="name">
      <select id="country"><option value="">Choose</option><option value="FR">France</option></select>`;
    const be = (state: string) => {
      Object.defineProperty(document, 'readyState', { value: state, configurable: true });
      document.dispatchEvent(new window.Event('readystatechange'));
    };
    const name = document.querySelector('input');
    const values = [
      { id: 'name', text: 'Ada "L"' },
      { id: 'country', text: 'FR' },
    ];
    new Function('document', prefilling(values))(document);
    be('loading');
    expect(name?.defaultValue).toBe('');
    be('interactive');
    expect(name?.defaultValue).toBe('Ada "L"');
    expect(name?.value).toBe('Ada "L"');
    expect(document.querySelector('select')?.value).toBe('FR');
  });
});
