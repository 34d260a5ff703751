import { checkKnown } from '../../server/known-options.ts';
import type { CountedSubject } from '../counters/counters.ts';
import type { Subject } from '../records/records.ts';
import { storable } from '../storable.ts';
import { textOf } from './read-request.ts';

/** Whose records are to be erased: names as the site knows them, and a key by its thumbprint. */
export interface EraseRequest {
  readonly account?: string | undefined;
  readonly card?: string | undefined;
  readonly jkt?: string | undefined;
  /** Who asks for it. */
  readonly by: string;
}

export interface ReadErase {
  readonly account: string | null;
  readonly card: string | null;
  readonly jkt: string | null;
  readonly by: string;
}

/** Longest name of a person, characters. Chosen: as of a label. */
const MAX_BY = 200;

/** @throws TypeError where nothing would be erased, or part of it: who asked must not believe that it was */
export function readErase(given: EraseRequest): ReadErase {
  const request = Object(given) as EraseRequest;
  checkKnown(request, { account: true, card: true, jkt: true, by: true });
  const { account, card, jkt, by } = request;
  const who = textOf(by);
  if (who === null || who.length > MAX_BY) throw new TypeError('erase: by must say who');
  const names = {
    account: readName('account', account),
    card: readName('card', card),
    jkt: readName('jkt', jkt),
  };
  if (Object.values(names).every((name) => name === null))
    throw new TypeError('erase: name an account, a card or a jkt');
  return { ...names, by: storable(who, MAX_BY) };
}

/** The same names, as counters call them. */
export const countedOf = ({ account, card, jkt }: Subject): CountedSubject => ({
  ...(account && { account }),
  ...(card && { card }),
  ...(jkt && { key: jkt }),
});

function readName(kind: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const name = textOf(value);
  const isName = name !== null && (kind !== 'jkt' || storable(name, name.length) === name);
  if (!isName) throw new TypeError(`erase: ${kind} names nobody`);
  return name;
}
