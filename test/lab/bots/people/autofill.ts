import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { writeAddress } from './address.ts';
import { type Body, person } from './person.ts';

/** Chromium's own autofill of the card, by `Autofill.trigger`; the address is typed. */
async function byAutofill({ player, page, random }: Body): Promise<void> {
  await writeAddress(player);
  await page.waitForTimeout(random.uniform(400, 1500));
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument');
  const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#card' });
  const { node } = await cdp.send('DOM.describeNode', { nodeId });
  await cdp.send('Autofill.trigger', {
    fieldId: node.backendNodeId,
    card: {
      number: CUSTOMER.card,
      name: CUSTOMER.name,
      expiryMonth: '11',
      expiryYear: '2029',
      cvc: CUSTOMER.cvv,
    },
  });
  await page.waitForTimeout(random.uniform(600, 2000));
  const exp = await page.inputValue('#exp');
  const cvv = await page.inputValue('#cvv');
  if (exp === '') {
    await player.click('#exp');
    await player.type(CUSTOMER.exp);
  }
  if (cvv === '') {
    await player.click('#cvv');
    await player.type(CUSTOMER.cvv);
  }
  await player.click('#agree');
}

export const autofill: Actor = person('person-autofill', { note: 'Autofill.trigger', fill: byAutofill });
