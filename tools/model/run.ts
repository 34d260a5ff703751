import { parseArgs } from 'node:util';
import { writeBom } from './bom.ts';
import { countersign } from './countersign.ts';
import { createKey, showKey } from './keys.ts';
import { listKeys } from './list-keys.ts';
import { Refusal } from './refusal.ts';
import { rotate } from './rotate.ts';
import { sign } from './sign.ts';
import { verify, verifyBundle } from './verify.ts';

/** What a command says, and its exit code: 0 done, 1 refused, 2 asked wrongly. */
export interface ModelOutput {
  readonly out: string;
  readonly code: 0 | 1 | 2;
}

const USAGE = `npm run model -- COMMAND …, each with --json:
  keys create FILE              writes a new key and its public half
  keys show FILE                prints the thumbprint to pin
  keys list --root FILE --to DIR --pin THUMBPRINT [--pin THUMBPRINT] --version N [--days N] [--signers 2]
                                says with the root key which keys may sign, or that both must
  sign --from DIR --to DIR --key FILE --version N [--min-version N] [--channel NAME] [--days N]
  countersign FILE.jws --key FILE --pin THUMBPRINT-OF-THE-FIRST [--from DIR] [--channel NAME]
                                adds the second signature to a release or to keys.jws
  verify FILE.jws --pin THUMBPRINT [--pin THUMBPRINT] [--signers 2] [--min-version N] [--channel NAME]
  verify FILE.jws --pin-root THUMBPRINT [--min-list N] [--signers 2] [--min-version N] [--channel NAME]
  verify DIR --public-key FILE  checks DIR/model.sig alone
  bom --from DIR --to FILE [--data DIR]
                                what the model was made of, as CycloneDX 1.6
  rotate FILE NEW-FILE          makes the next key and says what to do`;

const text = { type: 'string' } as const;
const OPTIONS = {
  json: { type: 'boolean' },
  from: text,
  to: text,
  data: text,
  key: text,
  version: text,
  'min-version': text,
  channel: text,
  days: text,
  pin: { type: 'string', multiple: true },
  root: text,
  'pin-root': { type: 'string', multiple: true },
  'min-list': text,
  signers: text,
  'public-key': text,
} as const;

type Values = Readonly<Partial<Record<string, string | boolean | string[]>>>;
type Command = (words: readonly string[], values: Values) => Promise<object>;

const COMMANDS: Readonly<Record<string, Command>> = {
  async keys([what, file = ''], values) {
    if (what === 'list' && file === '')
      return listKeys({
        root: need(values, 'root'),
        to: need(values, 'to'),
        keys: listOf(values, 'pin') ?? [],
        version: Number(need(values, 'version')),
        signers: numberOf(values, 'signers'),
        days: numberOf(values, 'days'),
      });
    if (file !== '' && what === 'create') return createKey(file);
    if (file !== '' && what === 'show') return { key: await showKey(file) };
    throw new TypeError('keys create FILE, keys show FILE or keys list');
  },
  sign: (_, values) =>
    sign({
      from: need(values, 'from'),
      to: need(values, 'to'),
      key: need(values, 'key'),
      version: Number(need(values, 'version')),
      minVersion: numberOf(values, 'min-version'),
      channel: textOf(values, 'channel'),
      days: numberOf(values, 'days'),
    }),
  async countersign([file = ''], values) {
    const [first, ...others] = listOf(values, 'pin') ?? [];
    if (file === '' || first === undefined || others.length > 0)
      throw new TypeError('countersign FILE.jws --key FILE --pin THUMBPRINT of who signed first');
    return countersign({
      file,
      first,
      key: need(values, 'key'),
      from: textOf(values, 'from'),
      channel: textOf(values, 'channel'),
    });
  },
  async verify([file = ''], values) {
    const publicKey = textOf(values, 'public-key');
    if (publicKey !== undefined) return { files: await verifyBundle(file, publicKey) };
    const [keys, roots] = [listOf(values, 'pin'), listOf(values, 'pin-root')];
    if (file === '' || !(keys ?? roots))
      throw new TypeError('verify FILE.jws --pin THUMBPRINT or --pin-root THUMBPRINT');
    const policy = {
      signers: numberOf(values, 'signers'),
      minKeyList: numberOf(values, 'min-list'),
      minVersion: numberOf(values, 'min-version'),
      channel: textOf(values, 'channel'),
    };
    return { release: await verify({ file, keys, roots, ...policy }) };
  },
  bom: (_, values) =>
    writeBom({ from: need(values, 'from'), to: need(values, 'to'), data: textOf(values, 'data') }),
  rotate([old = '', next = '']) {
    if (old === '' || next === '') throw new TypeError('rotate FILE NEW-FILE');
    return rotate(old, next);
  },
};

/** Runs one command. Never throws. */
export async function runModel(words: readonly string[]): Promise<ModelOutput> {
  let isJson = words.includes('--json');
  const answer = (code: ModelOutput['code'], said: object): ModelOutput => ({
    code,
    out: isJson ? JSON.stringify(said) : inLines(said),
  });
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    isJson = values.json === true;
    const [name = '', ...rest] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) return { code: 2, out: USAGE };
    return answer(0, { ok: true, ...(await command(rest, values as Values)) });
  } catch (error) {
    if (error instanceof Refusal) return answer(1, { ok: false, code: error.code, detail: error.message });
    const isAsked = error instanceof TypeError;
    return answer(isAsked ? 2 : 1, { ok: false, code: isAsked ? 'usage' : 'failed', detail: String(error) });
  }
}

/** One member a line; what has members of its own as JSON. */
const inLines = (said: object): string =>
  Object.entries(said)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('\n');

const textOf = (values: Values, name: string): string | undefined => values[name] as string | undefined;

const listOf = (values: Values, name: string): readonly string[] | undefined =>
  values[name] as string[] | undefined;

function need(values: Values, name: string): string {
  const value = textOf(values, name);
  if (value === undefined) throw new TypeError(`--${name} is missing`);
  return value;
}

function numberOf(values: Values, name: string): number | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new TypeError(`--${name} must be a whole number`);
  return Number(value);
}
