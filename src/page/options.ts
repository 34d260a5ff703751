import {
  ENGINES,
  type EngineChoice,
  MAX_TIMEOUT_MS,
  PRIVACY_MODES,
  type Privacy,
} from '../contract/analyst.ts';

/** How `load` watches a page. Every member may be left out. */
export interface Options {
  /** The site's tellsign routes: `POST {endpoint}/nonce` issues nonces. @default '/tellsign' */
  readonly endpoint?: string | undefined;
  /**
   * Folder of the files of `tellsign/dist`, as the site serves them. For bundlers that leave these addresses
   * as they are, and for bundles without `import.meta.url`. An option for one file overrides it. @default
   * beside this script
   */
  readonly assetsUrl?: string | undefined;
  /**
   * Address of the worker. From another origin it is fetched and started from a blob. @default worker.js
   * beside this script
   */
  readonly workerUrl?: string | undefined;
  /**
   * The worker's hash as subresource integrity writes it (`sha384-…`, in `integrity.json` beside it). The
   * worker is then fetched, checked against the hash and started from a blob, even from the own origin.
   * @default none
   */
  readonly workerIntegrity?: string | undefined;
  /**
   * Signed manifest of the site's own model, and after a `#` what is pinned: one or two keys by their
   * thumbprints and the least version, as in `/models/stable.jws#key=…&min=17` (docs/own-model.md). The
   * files lie beside it; `ortUrl` has what fetches and checks them. The backend must know the same model and
   * the shipped one, which scores where this one is refused. @default none: the worker contains the shipped
   * model, and nothing is fetched
   */
  readonly modelUrl?: string | undefined;
  /**
   * Address of the part that runs onnxruntime-web, with the model inside. It is loaded at idle. @default
   * ort.js beside this script
   */
  readonly ortUrl?: string | undefined;
  /**
   * Its hash, like `workerIntegrity`; it is then run from a blob, which a strict policy has to allow in
   * `script-src`. @default none
   */
  readonly ortIntegrity?: string | undefined;
  /** Its WebAssembly. @default ort.wasm beside this script */
  readonly ortWasmUrl?: string | undefined;
  /**
   * onnxruntime-web's own WebAssembly, `ort-full.wasm` of the package `tellsign-ort`. It is used where the
   * smaller file fails; without it the integer engine scores alone. @default none
   */
  readonly ortFullWasmUrl?: string | undefined;
  /**
   * Address of the part that explains on the console what is wrong. Only `debug` loads it. @default debug.js
   * beside this script
   */
  readonly debugUrl?: string | undefined;
  /**
   * `auto` answers with the integer engine at once and with onnxruntime-web once the page is idle, never on
   * Save-Data, a slow link or less than 2 GB of memory; `exact` never loads onnxruntime-web; `wasm` and
   * `webgpu` load it whatever the link. @default 'auto'
   */
  readonly engine?: EngineChoice | undefined;
  /**
   * `off`: no listener, no verdict. `minimal`: only what happens inside `protect`, from the first focus or
   * press there; nothing is stored. `standard`: the whole page, from the first interaction with a page that
   * holds something to `protect`; before that nothing is kept, and no device key before the first `assess`.
   * `full`: the whole visit from `load` on. @default 'standard'
   */
  readonly privacy?: Privacy | undefined;
  /** The visitor has consented; `full` needs it. @default false */
  readonly consent?: boolean | undefined;
  /** CSS selector of what is protected. @default 'form[data-tellsign]' */
  readonly protect?: string | undefined;
  /**
   * Deadline of `assess`, ms, 1–60000. The default leaves a cold start on 4G (280 ms to the first score,
   * runtime.md) and a nonce's round trip ample room, and ends before a waiting customer presses twice.
   * @default 2000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Also record the rhythm of typing in password, one-time-code and card fields. Never classes, repetitions
   * or lengths; without this such fields are not listened to at all. @default false
   */
  readonly sensitive?: boolean | undefined;
  /**
   * The page is under test: verdicts are signed as tests, which a backend accepts in test mode alone (its
   * option `test`). @default false
   */
  readonly test?: boolean | undefined;
  /**
   * Keep the events for `recording()`, and say on the console what is missing and why, and what is covered.
   * @default false
   */
  readonly debug?: boolean | undefined;
}

/** An option is wrong; the message names it. */
export class OptionError extends TypeError {}

/**
 * Where the shipped files lie: each by itself, or all beside `scriptUrl`. `workerText` is the worker itself,
 * when it is built in; then no file is needed, and onnxruntime-web runs only where the options say where its
 * files are.
 */
export interface Shipped {
  readonly scriptUrl?: string;
  readonly workerUrl?: string;
  readonly ortUrl?: string;
  readonly ortWasmUrl?: string;
  readonly debugUrl?: string;
  readonly workerText?: string;
}

/** Options with defaults filled in; URLs are absolute. */
export type Settings = {
  readonly [K in Exclude<keyof Options, Optional>]-?: Exclude<Options[K], undefined>;
} & {
  readonly [K in Optional]?: Exclude<Options[K], undefined>;
} & Pick<Shipped, 'workerText'>;
type Optional =
  | 'assetsUrl'
  | 'workerUrl'
  | 'workerIntegrity'
  | 'modelUrl'
  | 'ortUrl'
  | 'ortIntegrity'
  | 'ortWasmUrl'
  | 'ortFullWasmUrl'
  | 'debugUrl'
  | 'test';

type Test = (value: unknown) => boolean;
type Check = readonly [test: Test, expected: string | readonly string[]];

/** A check by `find`, which is given strings only; false if it throws. */
const succeeds =
  (find: (value: string) => boolean): Test =>
  (value) => {
    try {
      return typeof value === 'string' && find(value);
    } catch {
      return false;
    }
  };
const oneOf = (allowed: readonly string[]): Check => [
  (value) => (allowed as readonly unknown[]).includes(value),
  allowed,
];

/**
 * Apps have schemes of their own (`capacitor:`, `app:`). What a relative address means is asked later: in
 * some frames it means nothing, which is not the option's fault.
 */
const URL_CHECK: Check = [
  succeeds((value) => !/^(javascript|data):$/.test(new URL(value, 'app://page').protocol)),
  'a URL',
];
const BOOLEAN: Check = [(value) => typeof value === 'boolean', 'a boolean'];
// Browsers ignore a hash that they cannot read.
const HASH: Check = [(value) => /^sha(256|384|512)-[\w+/=-]+$/.test(String(value)), 'sha384-...'];
const CHECKS: Readonly<Record<keyof Options, Check>> = {
  endpoint: URL_CHECK,
  assetsUrl: URL_CHECK,
  workerUrl: URL_CHECK,
  modelUrl: URL_CHECK,
  ortUrl: URL_CHECK,
  ortWasmUrl: URL_CHECK,
  ortFullWasmUrl: URL_CHECK,
  debugUrl: URL_CHECK,
  consent: BOOLEAN,
  sensitive: BOOLEAN,
  debug: BOOLEAN,
  test: BOOLEAN,
  workerIntegrity: HASH,
  ortIntegrity: HASH,
  engine: oneOf(ENGINES),
  privacy: oneOf(PRIVACY_MODES),
  protect: [succeeds((value) => !document.createDocumentFragment().querySelector(value)), 'a CSS selector'],
  timeoutMs: [
    (value) => typeof value === 'number' && value >= 1 && value <= MAX_TIMEOUT_MS,
    `1 to ${MAX_TIMEOUT_MS} ms`,
  ],
};
/** Whether an attribute of that name is yes or no (`dataset.ts`). */
export const isBoolean = (name: string): boolean => checkOf(name) === BOOLEAN;

/** Whether there is an option of that name. */
export const isOption = (name: string): boolean => checkOf(name) !== undefined;

/** Own members only, because a page may have added members to `Object.prototype`. */
const checkOf = (name: string): Check | undefined =>
  Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof Options] : undefined;

const FILES = {
  workerUrl: 'worker.js',
  ortUrl: 'ort.js',
  ortWasmUrl: 'ort.wasm',
  debugUrl: 'debug.js',
} as const satisfies Partial<Record<keyof Options, string>>;

/**
 * Addresses of the files. Those beside the script are read last, because a bundle may not know its own
 * address.
 */
function filesOf(given: Options, shipped: Shipped): Shipped {
  const { assetsUrl } = given;
  const { workerText, scriptUrl } = shipped;
  const base = assetsUrl ? `${assetsUrl.replace(/\/$/, '')}/` : scriptUrl;
  const find = (option: keyof typeof FILES) =>
    given[option] ?? (base ? new URL(FILES[option], new URL(base, document.baseURI)).href : shipped[option]);
  const found = (Object.keys(FILES) as (keyof typeof FILES)[])
    .map((option) => [option, find(option)] as const)
    .filter(([, url]) => url !== undefined);
  return { ...Object.fromEntries(found), ...(workerText !== undefined && { workerText }) };
}

/**
 * Options checked and completed.
 *
 * @throws {OptionError} naming the option that is wrong
 */
export function resolveOptions(options: Options, shipped: Shipped): Settings {
  if (typeof options !== 'object' || options === null)
    throw new OptionError('tellsign: options must be an object');
  const given: Partial<Record<keyof Options, unknown>> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const check = checkOf(name);
    if (!check) throw new OptionError(`tellsign: no option ${name}`);
    if (!check[0](value)) throw new OptionError(`tellsign: option ${name} must be ${check[1]}`);
    given[name as keyof Options] = value;
  }
  const settings: Settings = {
    endpoint: '/tellsign',
    engine: 'auto',
    privacy: 'standard',
    consent: false,
    protect: 'form[data-tellsign]',
    timeoutMs: 2000,
    sensitive: false,
    debug: false,
    ...filesOf(given as Options, shipped),
    ...(given as Partial<Settings>),
  };
  if (settings.privacy === 'full' && !settings.consent)
    throw new OptionError("tellsign: option consent must be true for privacy 'full'");
  const absolute = Object.entries(settings)
    .filter(([name]) => checkOf(name) === URL_CHECK)
    .map(([name, url]) => [name, new URL(String(url), document.baseURI).href.replace(/\/+$/, '')]);
  return { ...settings, ...Object.fromEntries(absolute) };
}
