import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Io } from '../command.ts';
import { needText } from '../files.ts';

/** The text of a file, or of standard input for `-`. @throws CliError where there is none */
export async function readSource(name: string, io: Pick<Io, 'cwd' | 'readStdin'>): Promise<string> {
  if (name !== '-') return needText(resolve(io.cwd, name));
  const text = await io.readStdin();
  if (text === null) throw new CliError('argument_missing', 'Nothing comes on standard input.');
  return text;
}
