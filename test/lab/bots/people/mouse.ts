import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { writeAddress } from './address.ts';
import { type Body, person } from './person.ts';

/** Everything by hand. */
export async function byMouse({ player }: Pick<Body, 'player'>): Promise<void> {
  await writeAddress(player);
  await player.type(CUSTOMER.card);
  await player.press('Tab');
  await player.type(CUSTOMER.exp);
  await player.press('Tab');
  await player.type(CUSTOMER.cvv);
  await player.click('#agree');
}

export const mouse: Actor = person('person-mouse', { fill: byMouse });
