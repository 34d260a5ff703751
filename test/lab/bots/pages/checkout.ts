import { CUSTOMER } from '../../../e2e/browser.ts';
import type { LabPage } from '../task.ts';
import { drawPersona } from './persona.ts';

const COUNTRIES = [
  ['DE', 'Germany'],
  ['FR', 'France'],
  ['NL', 'Netherlands'],
] as const;

/** The demo shop's own checkout. The card stays the schemes' published test number. */
export const checkout: LabPage = {
  name: 'checkout',
  path: '/checkout',
  task(random) {
    const { name, email, phone, street, city, zip } = drawPersona(random);
    const [value, option] = random.pick(COUNTRIES);
    return {
      page: 'checkout',
      ready: 'pay',
      steps: [
        { do: 'enter', id: 'name', label: 'Full name', text: name },
        { do: 'enter', id: 'email', label: 'Email', text: email },
        { do: 'enter', id: 'phone', label: 'Phone', text: phone },
        { do: 'choose', id: 'country', label: 'Country', value, option },
        { do: 'enter', id: 'addr', label: 'Street and number', text: street },
        { do: 'enter', id: 'city', label: 'Town', text: city },
        { do: 'enter', id: 'zip', label: 'Postcode', text: zip },
        { do: 'enter', id: 'card', label: 'Card number', text: CUSTOMER.card },
        { do: 'enter', id: 'exp', label: 'Valid to', text: CUSTOMER.exp },
        { do: 'enter', id: 'cvv', label: 'Security code', text: CUSTOMER.cvv },
        { do: 'press', id: 'agree', label: 'I agree to the terms' },
      ],
      submit: { id: 'pay', label: 'Pay' },
    };
  },
};
