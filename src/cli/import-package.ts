import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CliError, messageOf } from './cli-error.ts';

/** Imports a package that is installed where the command runs. @throws CliError where it is not */
export async function importPackage(name: string, folder: string): Promise<unknown> {
  const path = find(name, folder);
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new CliError('package_missing', `The package ${name} cannot be loaded: ${messageOf(error)}.`);
  }
}

function find(name: string, folder: string): string {
  try {
    return createRequire(join(folder, 'package.json')).resolve(name);
  } catch {
    throw new CliError('package_missing', `The package ${name} is not installed here: npm install ${name}.`);
  }
}
