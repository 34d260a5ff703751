import fc from 'fast-check';
import {
  ACTIONS,
  type Action,
  GUARDS,
  type Guard,
  PLACES,
  type Place,
  PRESSES,
  type PressKind,
  VENDORS,
  type Vendor,
} from './actions.ts';

/** One press, and what happens until the form is released. */
export interface Scenario {
  readonly press: PressKind;
  readonly method: 'post' | 'get';
  readonly enctype: 'application/x-www-form-urlencoded' | 'multipart/form-data' | 'text/plain';
  /** The form's own, the button's own, or none: then it is the page's address. */
  readonly action: 'form' | 'button' | 'relative' | 'none';
  readonly target: '' | 'sink';
  /** The button stands in the form, or beside it and names it; or it is an image. */
  readonly button: 'inside' | 'outside' | 'image';
  readonly guard: Guard;
  readonly vendor: Vendor;
  readonly place: Place;
  readonly actions: readonly Action[];
}

const keys = <K extends string>(table: Readonly<Record<K, string>>) =>
  fc.constantFrom(...(Object.keys(table) as K[]));

/** A submission that the page itself makes a second time is no business of a guard. */
const SENDERS: readonly Vendor[] = ['sends the entries itself', 'sends what it reads field by field'];
const REPEATS: readonly Action[] = ['press once more', 'press what stands there now', 'submit once more'];
/** Who looks for fields at the release finds what became of them. */
const STRUCTURE: readonly Action[] = ['remove a field', 'rename a field'];
const SHAPE: readonly Action[] = [...STRUCTURE, 'add a field'];
/** Natively, a page that is left before they submit again sends nothing. */
const HOLDERS: readonly Vendor[] = [
  'holds and submits again',
  'holds and clicks again',
  'holds and submits plainly',
  'stops all and submits again',
];
/** Natively, these take the frame away that the form was sent to. */
const FRAMELESS: readonly Action[] = ['empty the page', 'open the document afresh'];

/** What would differ from the control page by the page's own doing is left out. */
function isFair({ vendor, place, target, actions }: Scenario): boolean {
  const has = (some: readonly Action[]) => actions.some((action) => some.includes(action));
  // Listeners go with the document; natively they had run by then.
  if (has(['dispatch a submit event', 'open the document afresh']) && vendor !== 'nobody') return false;
  if (SENDERS.includes(vendor) && place === 'early' && has(REPEATS)) return false;
  if (vendor === 'edits a field at submit' && has(STRUCTURE)) return false;
  if (vendor === 'sends what it reads field by field' && has(SHAPE)) return false;
  if (HOLDERS.includes(vendor) && has(['go elsewhere'])) return false;
  // A container that the form was moved out of does not see its event; a moved form is left where it is.
  if (place === 'main' && vendor !== 'nobody' && has(['move the form'])) return false;
  return !(target === 'sink' && has(FRAMELESS));
}

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    press: fc.constantFrom(...PRESSES),
    method: fc.constantFrom('post', 'post', 'post', 'get'),
    enctype: fc.constantFrom('application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'),
    action: fc.constantFrom('form', 'button', 'relative', 'none'),
    target: fc.constantFrom('', '', '', 'sink'),
    button: fc.constantFrom('inside', 'outside', 'image'),
    guard: keys(GUARDS),
    vendor: fc.oneof(fc.constant('nobody'), keys(VENDORS)) as fc.Arbitrary<Vendor>,
    place: fc.constantFrom(...PLACES),
    actions: fc.array(keys(ACTIONS), { maxLength: 5 }),
  } as { [K in keyof Scenario]: fc.Arbitrary<Scenario[K]> })
  .filter(isFair);
