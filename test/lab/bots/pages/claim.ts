import type { LabPage } from '../task.ts';
import { digits, drawPersona } from './persona.ts';

const HAPPENINGS = [
  'The pipe under the sink burst during the night and the kitchen floor is wet.',
  'Somebody broke the side window of the car and took a bag from the seat.',
  'Hail went through the roof of the shed; tools and two bicycles got damaged.',
  'My suitcase came off the belt with a broken shell and the camera inside is cracked.',
];
const KINDS = [
  ['water', 'Water'],
  ['theft', 'Theft'],
  ['storm', 'Storm and hail'],
  ['travel', 'Travel'],
] as const;
const BANKS = ['Harbour Savings', 'Union Credit', 'First Mutual', 'Nordbank'];

/**
 * A long form: five sections with reading between them, a text area, radio buttons; most of it lies below the
 * fold.
 */
export const claim: LabPage = {
  name: 'claim',
  path: '/lab/claim',
  task(random) {
    const { name, street, city } = drawPersona(random);
    const [value, option] = random.pick(KINDS);
    const reads = () => ({ do: 'scroll', deltaY: random.integer(200, 700) }) as const;
    const police = random.pick(['yes', 'no']);
    return {
      page: 'claim',
      ready: 'policy',
      steps: [
        reads(),
        { do: 'enter', id: 'policy', label: 'Policy number', text: `KT-${digits(random, 8)}` },
        { do: 'enter', id: 'holder', label: 'Policy holder', text: name },
        reads(),
        { do: 'choose', id: 'peril', label: 'What happened', value, option },
        { do: 'enter', id: 'where', label: 'Where', text: `${street}, ${city}` },
        { do: 'enter', id: 'story', label: 'In your words', text: random.pick(HAPPENINGS) },
        reads(),
        { do: 'press', id: `police-${police}`, label: police === 'yes' ? 'Yes' : 'No' },
        { do: 'enter', id: 'amount', label: 'Damage in euros', text: digits(random, random.integer(3, 4)) },
        reads(),
        { do: 'enter', id: 'bank', label: 'Bank', text: random.pick(BANKS) },
        { do: 'enter', id: 'account', label: 'Account number', text: digits(random, 10) },
        reads(),
        { do: 'press', id: 'truth', label: 'Everything above is true' },
      ],
      submit: { id: 'file', label: 'File the claim' },
    };
  },
};
