import { MISCONFIGURATIONS, type MisconfigurationName } from '../../contract/misconfiguration.ts';

/** What the doctor finds besides the misconfigurations that page and guard name. */
const OWN = {
  audience_other: {
    sign: 'the verifier’s audience is another site’s address, so verdicts of two sites may be taken for one',
    advice: 'Set audience (TELLSIGN_AUDIENCE of the generated files) to this site’s address, and start anew.',
  },
  page_unreachable: {
    sign: 'the page is not answered, or not with a page',
    advice: 'Give the address of the page itself, as a visitor without a login reaches it.',
  },
  tag_missing: {
    sign: 'the page’s source has no script tag for tellsign.js; a bundled client cannot be seen from outside',
    advice:
      'Add the tag; where a bundler ships the files say --endpoint /tellsign alone, with assetsUrl --assets /tellsign/ too.',
  },
  runtime_missing: {
    sign: 'a file of onnxruntime-web is not answered as what it is, so the integer runtime scores alone',
    advice: 'Serve ort.js as text/javascript and ort.wasm as application/wasm, beside worker.js.',
  },
  wasm_forbidden: {
    sign: 'the worker’s own policy forbids WebAssembly, so the integer runtime scores alone',
    advice: "Send worker.js and ort.js with script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'.",
  },
  enrol_route_missing: {
    sign: 'the enrolment route is not answered as tellsign answers it, so no key is ever bound to a visitor',
    advice: 'Mount routes() or enrolRoute() at POST {endpoint}/enrol, and let application/jwt pass to it.',
  },
  cache_too_long: {
    sign: 'a file whose name carries no version may be kept for more than a day',
    advice: 'Send the files with Cache-Control: no-cache, or below a path with the version in it.',
  },
  release_other: {
    sign: 'the page serves another release than this command belongs to',
    advice: 'Run the command of the package that the site installs, or copy its files anew.',
  },
  test_mode: {
    sign: 'the tag has data-test: the page signs every verdict as a test, which no real backend takes',
    advice: 'Remove data-test where customers are.',
  },
  debug_mode: {
    sign: 'the tag has data-debug: events are kept, and the console explains what is missing',
    advice: 'Remove data-debug where customers are.',
  },
} as const;

export type FindingName = MisconfigurationName | keyof typeof OWN;

/** `wrong` keeps verdicts from being verified, `warning` may or costs something, `note` is worth knowing. */
export type Severity = 'wrong' | 'warning' | 'note';

export interface Finding {
  readonly name: FindingName;
  readonly severity: Severity;
  /** Address and what it answered. */
  readonly seen: string;
  /** What is the case. */
  readonly sign: string;
  /** What to change. */
  readonly change: string;
}

const TEXTS: Readonly<Record<FindingName, { readonly sign: string; readonly advice: string }>> = {
  ...MISCONFIGURATIONS,
  ...OWN,
};

/** A finding with its texts. */
export function find(name: FindingName, seen: string, severity: Severity = 'wrong'): Finding {
  const { sign, advice } = TEXTS[name];
  return { name, severity, seen, sign, change: advice };
}

/** The same with an advice that fits what was seen better than the general one. */
export const advise = (finding: Finding, advice: string | undefined): Finding =>
  advice === undefined ? finding : { ...finding, change: advice };

/** What a check came to: findings, or a sentence that says what is right. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly fine: readonly string[];
}

export const fine = (...sentences: readonly string[]): Checked => ({ findings: [], fine: sentences });
export const found = (...findings: readonly Finding[]): Checked => ({ findings, fine: [] });
