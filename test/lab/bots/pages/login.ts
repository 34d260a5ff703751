import type { LabPage } from '../task.ts';
import { digits, drawPersona } from './persona.ts';

const TEAMS = ['northwind', 'blue-harbour', 'atelier9', 'kestrel-labs', 'ostrava-print'];

/** Three fields, of which the password is closed to the SDK. */
export const login: LabPage = {
  name: 'login',
  path: '/lab/login',
  task(random) {
    const { email, name } = drawPersona(random);
    const remembers = random.chance(0.5);
    return {
      page: 'login',
      ready: 'enter',
      steps: [
        { do: 'enter', id: 'team', label: 'Team', text: random.pick(TEAMS) },
        { do: 'enter', id: 'user', label: 'User name', text: email },
        {
          do: 'enter',
          id: 'secret',
          label: 'Password',
          text: `${name.split(' ')[0]}-${digits(random, random.integer(4, 8))}`,
        },
        ...(remembers ? [{ do: 'press', id: 'stay', label: 'Stay signed in' } as const] : []),
      ],
      submit: { id: 'enter', label: 'Sign in' },
    };
  },
};
