import { resolve } from 'node:path';
import type { Command } from '../../src/cli/command.ts';
import { KEY_COMMANDS } from '../../src/cli/model/key-commands.ts';
import { needPath } from '../../src/cli/model/options.ts';
import { reported } from '../../src/cli/model/refusal.ts';
import { RELEASE_COMMANDS } from '../../src/cli/model/release-commands.ts';
import { run } from '../../src/cli/run.ts';
import { commandIo } from '../command-io.ts';
import { writeBom } from './bom.ts';

/** What a command says, and its exit code: 0 done, 1 refused, 2 asked wrongly. */
export interface ModelOutput {
  readonly out: string;
  readonly code: number;
}

/** Belongs to the build; the others are also those of `npx tellsign`. */
const bom: Command = {
  about: 'Write what a model was made of, as CycloneDX 1.6.',
  takes: [],
  options: {
    from: { type: 'string', value: 'DIR', about: 'Folder that training wrote.' },
    to: { type: 'string', value: 'FILE', about: 'The file to write.' },
    data: { type: 'string', value: 'DIR', about: 'The recordings, to compare their hashes with.' },
  },
  run: async (given, io) => {
    const data = given.text('data');
    return reported(
      writeBom({
        from: needPath(given, 'from', io),
        to: needPath(given, 'to', io),
        data: data === undefined ? undefined : resolve(io.cwd, data),
      }),
    );
  },
};
const COMMANDS = { ...KEY_COMMANDS, ...RELEASE_COMMANDS, 'model bom': bom };

/** Runs one command. Never throws. */
export async function runModel(words: readonly string[]): Promise<ModelOutput> {
  const said: string[] = [];
  const keep = (line: string): void => void said.push(line);
  const code = await run(['model', ...words], commandIo({ print: keep, complain: keep }), COMMANDS);
  return { code, out: said.join('\n') };
}
