import { CUSTOMER } from '../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { type Body, person } from './person.ts';

/** Clicks into fields and tabs on, as most do. */
export async function byMouse({ player }: Body): Promise<void> {
  await player.read();
  await player.click('#name');
  await player.type(CUSTOMER.name);
  await player.press('Tab');
  await player.type(CUSTOMER.email);
  await player.click('#phone');
  await player.type(CUSTOMER.phone);
  await player.press('Tab');
  await player.press('g');
  await player.press('Tab');
  await player.type(CUSTOMER.addr);
  await player.click('#city');
  await player.type(CUSTOMER.city);
  await player.press('Tab');
  await player.type(CUSTOMER.zip);
  await player.click('#card');
  await player.type(CUSTOMER.card);
  await player.press('Tab');
  await player.type(CUSTOMER.exp);
  await player.press('Tab');
  await player.type(CUSTOMER.cvv);
  await player.click('#agree');
}

export const mouse: Actor = person('person-mouse', { fill: byMouse });
