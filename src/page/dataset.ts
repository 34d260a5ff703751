import type { Options } from './options.ts';

/** What each option is in an attribute; the rest are text. */
const BOOLEANS = ['consent', 'sensitive', 'debug'];

/** Options from a script tag's `data-*`: `data-timeout-ms="800"`, `data-debug`, `data-privacy="full" data-consent`. Checked by `load`. */
export function readDataset(dataset: DOMStringMap): Options {
  const options: Record<string, unknown> = {};
  for (const [name, value = ''] of Object.entries(dataset)) {
    if (BOOLEANS.includes(name)) options[name] = value !== 'false';
    else options[name] = name === 'timeoutMs' ? Number(value) : value;
  }
  return options;
}
