import type { LabPage } from '../task.ts';
import { drawPersona } from './persona.ts';

const PLACES = ['Ljubljana', 'Cadiz', 'Tromso', 'Plovdiv', 'Galway', 'Turku', 'Matera'];
const WISHES = [
  'A quiet room, please.',
  'We arrive late, after ten.',
  'One cot for a baby.',
  'Vegetarian breakfast.',
];
const GUESTS = [
  ['1', 'One'],
  ['2', 'Two'],
  ['3', 'Three'],
  ['4', 'Four'],
] as const;
const ROOMS = [
  ['room-court', 'Courtyard'],
  ['room-sea', 'Sea side'],
  ['room-tower', 'Tower'],
] as const;

/**
 * A single-page app in four steps without a form: it calls `assess` itself and sends the token by `fetch`.
 */
export const planner: LabPage = {
  name: 'planner',
  path: '/lab/planner',
  task(random) {
    const { name, email, phone } = drawPersona(random);
    const [value, option] = random.pick(GUESTS);
    const [room, label] = random.pick(ROOMS);
    return {
      page: 'planner',
      ready: 'place',
      steps: [
        { do: 'enter', id: 'place', label: 'Destination', text: random.pick(PLACES) },
        { do: 'choose', id: 'guests', label: 'Guests', value, option },
        { do: 'press', id: 'to-rooms', label: 'See rooms' },
        { do: 'await', id: 'room-sea' },
        { do: 'press', id: room, label },
        { do: 'press', id: 'to-guest', label: 'Choose room' },
        { do: 'await', id: 'lead' },
        { do: 'enter', id: 'lead', label: 'Lead guest', text: name },
        { do: 'enter', id: 'contact', label: 'Contact email', text: email },
        { do: 'enter', id: 'mobile', label: 'Mobile', text: phone },
        { do: 'enter', id: 'wishes', label: 'Wishes', text: random.pick(WISHES) },
        { do: 'press', id: 'to-review', label: 'Review' },
        { do: 'await', id: 'terms' },
        { do: 'press', id: 'terms', label: 'I accept the house rules' },
      ],
      submit: { id: 'book', label: 'Book' },
    };
  },
};
