import { nameNumber } from './name-number.ts';

/** The strings that events may have. The first name of each table stands for every string that is not listed. */

/** Tag names of clicked elements, lower case: controls, and what pages make into controls. */
export const TAGS =
  'other a body button canvas div form html img input label li option p path select span summary svg td textarea'.split(
    ' ',
  );

/** Input Events Level 2, without the formatting ones; '' is an event that carried no type (autofill, scripts). */
export const INPUT_TYPES = (
  'other  insertText insertReplacementText insertLineBreak insertParagraph insertFromYank insertFromDrop ' +
  'insertFromPaste insertFromPasteAsQuotation insertCompositionText insertFromComposition ' +
  'deleteCompositionText deleteByComposition deleteWordBackward deleteWordForward deleteSoftLineBackward ' +
  'deleteSoftLineForward deleteHardLineBackward deleteHardLineForward deleteByDrag ' +
  'deleteByCut deleteContent deleteContentBackward deleteContentForward historyUndo historyRedo'
).split(' ');

/** `autocomplete` tokens and field types of the HTML standard. */
export const FIELD_KINDS = (
  'other text name given-name additional-name family-name nickname username ' +
  'email tel tel-national url organization street-address address-line1 address-line2 ' +
  'address-line3 address-level1 address-level2 address-level3 address-level4 postal-code country country-name ' +
  'cc-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type ' +
  'iban bday bday-day bday-month bday-year sex language password ' +
  'current-password new-password one-time-code search number date month week time datetime-local color range ' +
  'checkbox radio file submit button reset image hidden select-one select-multiple textarea contenteditable'
).split(' ');

/** Null for NaN; the first name for a number that no other has. */
export const nameOf = (table: readonly string[], number: number): string | null =>
  Number.isNaN(number) ? null : (table.find((name) => nameNumber(name) === number) ?? table[0] ?? null);
