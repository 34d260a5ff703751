import { CliError } from './cli-error.ts';
import type { Command, Report } from './command.ts';

/** `tellsign inspect`: how the inspector comes onto a page. Nothing is opened and nothing is written. */
export const inspect: Command = {
  about: 'Print what puts the inspector onto a page in development.',
  takes: [],
  options: {
    path: { type: 'string', value: '/PATH', about: 'Path of the files. Default: /tellsign.' },
  },
  async run(given): Promise<Report> {
    const path = (given.text('path') ?? '/tellsign').replace(/\/+$/, '');
    if (!/^(\/[\w.-]+)+$/.test(path))
      throw new CliError(
        'argument_invalid',
        '--path is an absolute path of letters, digits, "." "-" and "_".',
      );
    const tag = `<script type="module" src="${path}/inspector.js"></script>`;
    const folder = `public${path}`;
    const copyCommand = `npx tellsign copy ${folder} --path ${path} --inspector`;
    const module = "const { openInspector } = await import('tellsign/inspector');";
    const lines = [
      'With a script tag, in development only, after the tag of tellsign.js:',
      `  ${tag}`,
      `Its files lie beside tellsign.js: ${copyCommand}`,
      '',
      'With a bundler, for a client that load() gave:',
      `  ${module}`,
      '  openInspector(client);',
      '',
      'It shows what the model sees. All of it stays in the browser.',
    ];
    return { ok: true, lines, data: { tag, copy: copyCommand, module } };
  },
};
