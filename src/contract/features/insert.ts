/** Paste, autofill and insertion (features.md G5). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const insert = [
  { name: 'insert.bulk_share', transform: 'linear', min: 0, max: 1 },
  { name: 'insert.keyless_share', transform: 'linear', min: 0, max: 1 },
  { name: 'insert.untrusted_share', transform: 'linear', min: 0, max: 1 },
  { name: 'insert.pasted_share', transform: 'linear', min: 0, max: 1 },
  { name: 'insert.autofill_share', transform: 'linear', min: 0, max: 1 },
  { name: 'insert.burst_share', transform: 'linear', min: 0, max: 1 },
  { name: 'insert.silent_share', transform: 'linear', min: 0, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const insertSentences = {
  'insert.bulk_share': [
    'Text appeared in a field all at once, neither pasted nor filled in by the browser.',
    'Text came into the fields character by character.',
  ],
  'insert.keyless_share': ['Text was entered without any key.', 'Text was entered with keys.'],
  'insert.untrusted_share': [
    'Input events were made by a script in the page, not by the browser.',
    'The browser vouches for the input events.',
  ],
  'insert.pasted_share': ['Much of the text was pasted.', 'Little of the text was pasted.'],
  'insert.autofill_share': ['Browser autofill was not used.', 'The browser filled in stored data.'],
  'insert.burst_share': [
    'Several fields were filled at the same instant.',
    'Fields were filled one after the other.',
  ],
  'insert.silent_share': [
    'A value changed although no input event was fired.',
    "No value changed behind the page's back.",
  ],
} as const;
