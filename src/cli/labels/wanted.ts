import { LABEL_SOURCES, type LabelSource } from '../../decide/label/vocabulary.ts';
import { CliError, messageOf } from '../cli-error.ts';
import type { Given } from '../command.ts';
import { COLUMN_NAMES, type Column } from './columns.ts';
import type { ImportOptions } from './import.ts';
import { faultOf } from './line.ts';
import { createReadTime, DAY_ORDERS, type DayOrder } from './time.ts';

/** What an import is asked for. */
export interface Wanted {
  readonly file: string;
  readonly folder: string | undefined;
  readonly csv: { readonly encoding: string | undefined; readonly delimiter: string | undefined };
  readonly options: Pick<ImportOptions, 'named' | 'source' | 'by' | 'readTime'> & {
    readonly dryRun: boolean;
    readonly takeBack: boolean;
  };
}

/** @throws CliError naming the argument that is wrong */
export function readWanted(given: Given): Wanted {
  const [file = '', folder] = given.positionals;
  const encoding = given.text('encoding');
  const delimiter = given.text('delimiter');
  if (encoding !== undefined) checked(() => new TextDecoder(encoding));
  if (delimiter !== undefined && !/^[^"\r\n\0]$/.test(delimiter))
    throw new CliError(
      'argument_invalid',
      '--delimiter is one character, and no quote and no end of a line.',
    );
  const zone = given.text('zone') ?? 'UTC';
  const dayOrder = oneOf<DayOrder>(given, 'dates', DAY_ORDERS);
  return {
    ...{ file, folder, csv: { encoding, delimiter } },
    options: {
      named: new Map(given.texts('map').map(readMapping)),
      source: oneOf<LabelSource>(given, 'source', LABEL_SOURCES),
      by: readName(given.text('by') ?? 'import'),
      readTime: checked(() => createReadTime({ zone, dayOrder })),
      dryRun: given.flag('dry-run'),
      takeBack: given.flag('take-back'),
    },
  };
}

/** What is refused in a cell is refused here. @throws CliError */
function readName(by: string): string {
  const fault = by.trim() === '' ? 'empty' : faultOf('by', by);
  if (fault) throw new CliError('argument_invalid', `--by is a name: ${fault}.`);
  return by;
}

/** Reads one of a list of words. @throws CliError for any other */
function oneOf<const T extends string>(given: Given, name: string, words: readonly T[]): T | undefined {
  const text = given.text(name);
  const found = words.find((word) => word === text);
  if (text !== undefined && found === undefined)
    throw new CliError('argument_invalid', `--${name} is one of ${words.join(', ')}.`);
  return found;
}

/** `at=Opened on`. */
function readMapping(text: string): readonly [Column, string] {
  const [name, ...header] = text.split('=');
  const column = COLUMN_NAMES.find((one) => one === name);
  if (column && header.join('=').trim() !== '') return [column, header.join('=')];
  const names = COLUMN_NAMES.join(', ');
  throw new CliError('argument_invalid', `--map is COLUMN=HEADER, and COLUMN is one of ${names}.`);
}

/** What the platform knows no such name of, such as a zone. */
function checked<T>(create: () => T): T {
  try {
    return create();
  } catch (error) {
    throw new CliError('argument_invalid', `${messageOf(error)}.`);
  }
}
