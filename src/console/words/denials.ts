import type { Deniable } from '../../decide/index.ts';

/** What the deny list names. */
export const NAMES_OF_DENIED: Readonly<Record<Deniable, string>> = {
  key: 'Device key',
  account: 'Account',
  card: 'Card',
};
