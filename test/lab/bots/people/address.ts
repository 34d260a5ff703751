import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Player } from '../os/player.ts';

/**
 * Contact and address, typed: clicks into fields and tabs on, as most do. Ends in the card number's field.
 */
export async function writeAddress(player: Player): Promise<void> {
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
}
