import { isBoolean, type Options } from './options.ts';

/**
 * Options from a script tag's `data-*`: `data-timeout-ms="800"`, `data-debug`, `data-privacy="full"
 * data-consent`. Checked by `load`.
 */
export function readDataset(dataset: DOMStringMap): Options {
  const options: Record<string, unknown> = {};
  for (const [name, value = ''] of Object.entries(dataset)) {
    if (isBoolean(name)) options[name] = value !== 'false';
    else options[name] = name === 'timeoutMs' ? Number(value) : value;
  }
  return options;
}
