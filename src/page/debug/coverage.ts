import { CONTROLS, IGNORE, SECRET } from '../capture/fields.ts';
import { FORM } from '../guarded.ts';
import type { Settings } from '../options.ts';

/** What a client watches on this page, counted. */
export interface Coverage {
  /** Guarded forms, as `checkout`. */
  readonly guarded: readonly string[];
  /** Forms with a method of `post` that are not guarded, as `form#order`. */
  readonly unguarded: readonly string[];
  /** Fields in what is protected: watched, watched for the rhythm of keys alone, and not at all. */
  readonly fields: Readonly<Record<'open' | 'timing' | 'closed', number>>;
  /** Frames whose documents cannot be read. */
  readonly foreignFrames: number;
}

/** Counts what is there now. */
export function countCoverage({ protect, sensitive }: Pick<Settings, 'protect' | 'sensitive'>): Coverage {
  const forms = [...document.querySelectorAll('form')];
  const fields = { open: 0, timing: 0, closed: 0 };
  const within = `:is(${protect}) :is(${CONTROLS}):not([type="hidden"])`;
  for (const field of document.querySelectorAll(within)) {
    const isSecret = field.matches(SECRET);
    if (field.closest(IGNORE) || (isSecret && !sensitive)) fields.closed++;
    else if (isSecret) fields.timing++;
    else fields.open++;
  }
  const isForeign = ({ contentDocument }: HTMLIFrameElement) => contentDocument === null;
  return {
    guarded: forms.filter((form) => form.matches(FORM)).map((form) => form.dataset.tellsign ?? ''),
    unguarded: forms.filter((form) => !form.matches(FORM) && form.method === 'post').map(nameOf),
    fields,
    foreignFrames: [...document.querySelectorAll('iframe')].filter(isForeign).length,
  };
}

/** One line for the console. */
export function describeCoverage({ guarded, unguarded, fields, foreignFrames }: Coverage): string {
  const parts = [
    `${guarded.length} guarded ${guarded.length === 1 ? 'form' : 'forms'}${listed(guarded)}`,
    `fields: ${fields.open} watched, ${fields.timing} for the rhythm of keys alone, ${fields.closed} not at all`,
  ];
  if (unguarded.length > 0) parts.push(`${unguarded.length} not guarded${listed(unguarded)}`);
  if (foreignFrames > 0) parts.push(`frames of other origins, which are not seen: ${foreignFrames}`);
  return `covers ${parts.join('; ')}`;
}

const listed = (names: readonly string[]) => (names.length > 0 ? ` (${names.join(', ')})` : '');

/** How a form is known in the page's source. A control may be called `id` or `action`. */
export function nameOf(form: HTMLFormElement): string {
  const id = form.getAttribute('id');
  return id ? `form#${id}` : `form[action="${form.getAttribute('action') ?? ''}"]`;
}
