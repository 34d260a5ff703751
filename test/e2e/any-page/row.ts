import type { Inspection } from '../../../src/contract/analyst.ts';
import type { Route } from '../../setup/site.ts';
import type { Hand } from './hand.ts';
import type { Stage } from './stage.ts';

export type World = Pick<Stage, 'origin' | 'cdn' | 'integrity'> & {
  /** The `<meta>` with a nonce. */
  readonly meta: string;
};

/** What became of a visit. */
export interface Outcome {
  /** `verified` by the backend, or the code it gave instead. */
  readonly payment: string;
  /** What the page's own verdict lacked; `no client` where there is no SDK. */
  readonly degraded: readonly string[];
  /** What became of onnxruntime-web, in the rows that ask for it. */
  readonly ort?: Inspection['ort'];
}

/** One kind of page, and what it is expected to cost. */
export interface Row {
  readonly name: string;
  html(world: World): string;
  headers?(world: World): Readonly<Record<string, string>>;
  routes?(world: World): Readonly<Record<string, Route>>;
  /** Runs before every script of the page. */
  readonly before?: () => void;
  /** Name of the frame that holds the form. @default the page itself */
  readonly frame?: string;
  /** Visits the page, up to the press on Pay. @default fills one field and types into the other */
  visit?(hand: Hand): Promise<unknown>;
  /** @default presses Pay */
  pay?(hand: Hand): Promise<unknown>;
  readonly expected: Outcome;
  /** What is expected of another browser than Chromium, where it is something else. */
  readonly elsewhere?: Partial<Record<Elsewhere, Outcome>>;
}
/** The outcome that a row expects of a browser. */
export const expectedOf = ({ expected, elsewhere }: Row, browser?: Elsewhere): Outcome =>
  (browser && elsewhere?.[browser]) ?? expected;

export type Elsewhere = 'Firefox' | 'WebKitGTK';

/** What every page posts unless it is about something else. */
export const FORM = `<form data-tellsign="checkout" method="post" action="/pay">
  <input id="name" name="name" autocomplete="name"><input id="city" name="city"><button id="pay">Pay</button></form>`;

/** The script tag. onnxruntime-web costs seconds of a core: only rows that are about it ask for it. */
export const tag = (attributes = '', base = '/tellsign') =>
  `<script src="${base}/tellsign.js" data-endpoint="/tellsign" data-timeout-ms="10000" data-engine="exact" defer ${attributes}></script>`;

/** The tag of a row that is about WebAssembly. */
export const ortTag = (attributes = '', base = '/tellsign') =>
  tag(attributes, base).replace('"exact"', '"wasm"');

export const pageOf = (head: string, body = FORM) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>any page</title>${head}<body>${body}`;

/** The policy of one page. */
export const csp = (...directives: readonly string[]) => ({
  'content-security-policy': directives.join('; '),
});

export const VERIFIED: Outcome = { payment: 'verified', degraded: [] };
/** Nothing runs that could sign; the shop is told that there is no verdict. */
export const without = (...degraded: readonly string[]): Outcome => ({ payment: 'missing', degraded });
