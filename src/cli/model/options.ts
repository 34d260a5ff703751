import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Given, Io } from '../command.ts';

/** @throws CliError where the option is missing */
export function need(given: Given, name: string): string {
  const value = given.text(name);
  if (value === undefined) throw new CliError('argument_missing', `The option --${name} is missing.`);
  return value;
}

/** Absolute path that an option gives. @throws CliError where it is missing */
export const needPath = (given: Given, name: string, { cwd }: Pick<Io, 'cwd'>): string =>
  resolve(cwd, need(given, name));

/** The highest number that an option takes: 15 digits. */
export const MOST_NUMBER = 999_999_999_999_999;

/** @throws CliError for what is no whole number */
export function numberOf(given: Given, name: string): number | undefined {
  const value = given.text(name);
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value))
    throw new CliError('argument_invalid', `--${name} is a whole number, such as 17.`);
  return Number(value);
}

/** The same where the number has to be given. */
export function needNumber(given: Given, name: string): number {
  need(given, name);
  return numberOf(given, name) ?? 0;
}

/** Values of an option that may stand more than once; undefined for none. */
export function listOf(given: Given, name: string): readonly string[] | undefined {
  const values = given.texts(name);
  return values.length > 0 ? values : undefined;
}
