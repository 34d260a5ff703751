import type { Page } from 'playwright-core';

/** Chromium's names of what the shop's fields ask for. */
const ADDRESS = {
  name: 'NAME_FULL',
  email: 'EMAIL_ADDRESS',
  phone: 'PHONE_HOME_WHOLE_NUMBER',
  country: 'ADDRESS_HOME_COUNTRY',
  addr: 'ADDRESS_HOME_STREET_ADDRESS',
  city: 'ADDRESS_HOME_CITY',
  zip: 'ADDRESS_HOME_ZIP',
} as const;

/** The browser's own autofill, taken at this field: the card where it is among the values, or the address. */
export async function autofill(page: Page, id: string, values: ReadonlyMap<string, string>): Promise<void> {
  const textOf = (field: string) => values.get(field) ?? '';
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${id}` });
  const { node } = await session.send('DOM.describeNode', { nodeId });
  const fieldId = node.backendNodeId;
  if (values.has('card')) {
    const [expiryMonth = '', year = ''] = textOf('exp').split('/');
    const card = {
      number: textOf('card'),
      name: '',
      expiryMonth,
      expiryYear: `20${year}`,
      cvc: textOf('cvv'),
    };
    await session.send('Autofill.trigger', { fieldId, card });
  } else {
    const fields = Object.entries(ADDRESS).map(([field, name]) => ({ name, value: textOf(field) }));
    await session.send('Autofill.trigger', { fieldId, address: { fields } });
  }
  await session.detach();
}
