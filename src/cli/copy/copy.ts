import { basename, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Command, Report } from '../command.ts';
import { copyFiles, PAGE_FILES } from './copy-files.ts';
import { headersFor, SERVERS, type ServerName } from './headers.ts';

/** Files that an option adds. */
const MORE_FILES = { debug: ['debug.js'], inspector: ['inspector.js', 'reasons.js'] } as const;

/** `tellsign copy <dir>`: the files of a page, for a site that serves them itself. */
export const copy: Command = {
  about: 'Copy the files that a page loads, and print tag and headers.',
  takes: ['<dir>'],
  options: {
    path: {
      type: 'string',
      value: '/PATH',
      about: 'Path at which the site serves the folder. Default: its name.',
    },
    for: { type: 'string', value: 'SERVER', about: `Headers for one server: ${SERVERS.join(', ')}.` },
    debug: { type: 'boolean', about: 'Also debug.js, which says on the console what is wrong.' },
    inspector: { type: 'boolean', about: 'Also the inspector, for development.' },
    force: { type: 'boolean', about: 'Write over files of another release.' },
  },
  async run(given, io): Promise<Report> {
    const [dir = ''] = given.positionals;
    const folder = resolve(io.cwd, dir);
    const path = readPath(given.text('path') ?? `/${basename(folder)}`);
    const servers = readServers(given.text('for'));
    const more = Object.entries(MORE_FILES).flatMap(([name, files]) => (given.flag(name) ? files : []));
    const names = [...PAGE_FILES, ...more];
    const copied = copyFiles({ dist: io.dist, folder, names, force: given.flag('force') });
    const tag = tagOf(path, copied.integrity);
    const headers = Object.fromEntries(servers.map((server) => [server, headersFor(server, path)]));
    const lines = [
      ...copied.written.map((name) => `Wrote ${dir}/${name}.`),
      ...copied.unchanged.map((name) => `${dir}/${name} was there already.`),
      '',
      'The tag, whose hashes change with every release:',
      ...tag.split('\n'),
      '',
      "What the page’s own policy needs: script-src 'self'; worker-src 'self'; connect-src 'self'.",
      `data-worker-integrity="${copied.integrity['worker.js']}" checks the worker too; then worker-src needs blob:.`,
      ...Object.values(headers).flatMap((text) => ['', ...text.split('\n')]),
    ];
    return { ok: true, lines, data: { folder, path, ...copied, tag, headers } };
  },
};

/** Letters that need no escaping in any server's configuration. */
function readPath(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (!/^(\/[\w.-]+)+$/.test(path))
    throw new CliError('argument_invalid', '--path is an absolute path of letters, digits, "." "-" and "_".');
  return path;
}

function readServers(name: string | undefined): readonly ServerName[] {
  const found = SERVERS.filter((server) => name === undefined || server === name);
  if (found.length === 0) throw new CliError('argument_invalid', `--for is one of ${SERVERS.join(', ')}.`);
  return found;
}

const tagOf = (path: string, integrity: Readonly<Record<string, string>>): string =>
  [
    `<script src="${path}/tellsign.js" integrity="${integrity['tellsign.js']}"`,
    `  data-endpoint="${path}" defer></script>`,
  ].join('\n');
