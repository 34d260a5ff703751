import { OP_PATTERN } from '../../contract/protocol.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Given, Report } from '../command.ts';
import { examine } from './examine.ts';
import type { Checked, Finding } from './finding.ts';
import { UNSEEN } from './unseen.ts';

/** Time that one address has, seconds. Chosen: a slow dev server compiles a page in less. */
const TIMEOUT_SECONDS = 20;
const LABELS = { wrong: 'WRONG', warning: 'CHECK', note: 'NOTE' } as const;

/** `tellsign doctor <url>`: what is wrong with a page, by the names of docs/troubleshooting.md. */
export const doctor: Command = {
  about: 'Look at a page as a browser loads it, and say what is wrong and what to change.',
  takes: ['<url>'],
  options: {
    action: { type: 'string', value: 'NAME', about: 'Action to ask a nonce for. Default: the first form’s.' },
    endpoint: {
      type: 'string',
      value: 'URL',
      about: 'Folder of the routes. Default: the tag’s data-endpoint.',
    },
    assets: { type: 'string', value: 'URL', about: 'Folder of the files, where a bundle has no tag.' },
    timeout: { type: 'string', value: 'SECONDS', about: 'Time that one address has. Default: 20.' },
  },
  async run(given, io): Promise<Report> {
    const url = readUrl(given.positionals[0] ?? '');
    const hints = {
      action: readAction(given.text('action')),
      endpoint: readAddress(given, { name: 'endpoint', page: url }),
      assets: readAddress(given, { name: 'assets', page: url }),
    };
    const asker = { fetch: io.fetch, timeoutMs: readTimeout(given), now: io.now };
    const checked = await examine(url, hints, asker);
    const ok = checked.findings.every(({ severity }) => severity !== 'wrong');
    return { ok, lines: linesOf(url, checked), data: { url, ...checked, unseen: UNSEEN } };
  },
};

function readUrl(text: string): string {
  const isLocal = /^(?:localhost|127\.|\[::1\])/i.test(text);
  const url = /^[a-z]+:\/\//i.test(text) ? text : `${isLocal ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new CliError('argument_invalid', '<url> is a web address, such as https://shop.example/checkout.');
  const { username, password, href } = new URL(url);
  if (username || password)
    throw new CliError('argument_invalid', '<url> has no name and no password: the doctor does not log in.');
  return href;
}

/** @throws CliError for what no page could resolve */
function readAddress(
  given: Given,
  { name, page }: { readonly name: string; readonly page: string },
): string | undefined {
  const text = given.text(name);
  if (text === undefined || URL.canParse(text, page)) return text;
  throw new CliError('argument_invalid', `--${name} is an address, such as /tellsign.`);
}

function readAction(action: string | undefined): string | undefined {
  if (action !== undefined && !OP_PATTERN.test(action))
    throw new CliError('argument_invalid', '--action has up to 32 of a-z, 0-9, "_", "." and "-".');
  return action;
}

function readTimeout(given: Given): number {
  const seconds = Number(given.text('timeout') ?? TIMEOUT_SECONDS);
  if (!(seconds > 0 && seconds <= 600))
    throw new CliError('argument_invalid', '--timeout is a number of seconds, 600 at most.');
  // Timers take whole milliseconds, and none for zero.
  return Math.max(1, Math.round(seconds * 1000));
}

function linesOf(url: string, { findings, fine }: Checked): readonly string[] {
  const wrong = findings.filter(({ severity }) => severity === 'wrong').length;
  return [
    ...findings.flatMap(describe),
    ...fine.map((sentence) => `FINE   ${sentence}`),
    '',
    wrong > 0
      ? `${url}: ${wrong} ${wrong === 1 ? 'thing keeps' : 'things keep'} verdicts from being verified.`
      : `${url}: nothing is seen that keeps verdicts from being verified.`,
    'From outside this cannot be seen:',
    ...Object.entries(UNSEEN).map(([name, where]) => `  ${name}: ${where}`),
  ];
}

const describe = ({ name, severity, seen, sign, change }: Finding): readonly string[] => [
  `${LABELS[severity].padEnd(6)} ${name}: ${sign}.`,
  `       Seen: ${seen}`,
  `       Change: ${change}`,
];
