/**
 * The strings that events may have, by the member that has them. The first stands for every string that is
 * not listed.
 */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  /** Tag names of clicked elements, lower case: controls, and what pages make into controls. */
  element:
    'other a body button canvas div form html img input label li option p path select span summary svg td textarea'.split(
      ' ',
    ),

  /** `autocomplete` tokens and field types of the HTML standard. */
  fieldKind: (
    'other text name given-name additional-name family-name nickname username ' +
    'email tel tel-national url organization street-address address-line1 address-line2 ' +
    'address-line3 address-level1 address-level2 address-level3 address-level4 postal-code country country-name ' +
    'cc-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type ' +
    'iban bday bday-day bday-month bday-year sex language password ' +
    'current-password new-password one-time-code search number date month week time datetime-local color range ' +
    'checkbox radio file submit button reset image hidden select-one select-multiple textarea contenteditable'
  ).split(' '),

  /**
   * Input Events Level 2, without the formatting ones. '' is an event that carried no type (autofill,
   * scripts).
   */
  inputType: (
    'other  insertText insertReplacementText insertLineBreak insertParagraph insertFromYank insertFromDrop ' +
    'insertFromPaste insertFromPasteAsQuotation insertCompositionText insertFromComposition ' +
    'deleteCompositionText deleteByComposition deleteWordBackward deleteWordForward deleteSoftLineBackward ' +
    'deleteSoftLineForward deleteHardLineBackward deleteHardLineForward deleteByDrag ' +
    'deleteByCut deleteContent deleteContentBackward deleteContentForward historyUndo historyRedo'
  ).split(' '),
};
