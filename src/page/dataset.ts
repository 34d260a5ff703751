import { isBoolean, isOption, OptionError, type Options, resolveOptions, type Shipped } from './options.ts';

/**
 * Options from a script tag's `data-*`: `data-timeout-ms="800"`, `data-debug`, `data-privacy="full"
 * data-consent`. Hosts, consent managers and frameworks write attributes there too, so unknown names are
 * ignored. A wrong value is reported, and the option keeps its default. A wrong `data-privacy` counts as
 * `minimal`, so that a typo collects less, not more.
 */
export function readDataset(dataset: DOMStringMap, shipped: Shipped): Options {
  let options: Options = {};
  for (const [name, value = ''] of Object.entries(dataset)) {
    if (!isOption(name)) continue;
    const given = { [name]: parse(name, value) };
    const fault = faultOf({ consent: true, ...given }, shipped);
    if (fault) globalThis.reportError?.(fault);
    if (!fault) options = { ...options, ...given };
    else if (name === 'privacy') options = { ...options, privacy: 'minimal' };
  }
  // Each value is right by itself; what can be wrong together is `full` without consent.
  const fault = faultOf(options, shipped);
  if (!fault) return options;
  globalThis.reportError?.(fault);
  return { ...options, privacy: 'standard' };
}

/** `data-consent="marketing"` belongs to other software and is no consent. */
function parse(name: string, value: string): unknown {
  if (name === 'timeoutMs') return value === '' ? value : Number(value);
  if (!isBoolean(name)) return value;
  if (value === '' || value === 'true' || value === name) return true;
  return value === 'false' ? false : value;
}

/** @throws whatever a page throws that broke the functions used here */
function faultOf(given: Options, shipped: Shipped): OptionError | null {
  try {
    resolveOptions(given, shipped);
    return null;
  } catch (fault) {
    if (fault instanceof OptionError) return fault;
    throw fault;
  }
}
