import * as v from 'valibot';
import { lineOf, lineOfSyntaxError } from '../../src/decide/policy/line.ts';
import { type Scenario, scenarioFile } from './schema.ts';

/** Why a file holds no scenarios, and where. */
export class BadFile extends Error {}

/** @throws BadFile with line and reason */
export function readScenarios(name: string, text: string): readonly Scenario[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = lineOfSyntaxError(text, error) ?? text.split('\n').length;
    throw new BadFile(`${name}:${line}: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = v.safeParse(scenarioFile, value);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map(({ path = [], message }) => {
    const steps = path.map(({ key }) => key as string | number);
    return `${name}:${lineOf(text, steps)}: ${steps.join('.') || 'the file'}: ${message}`;
  });
  throw new BadFile(faults.join('\n'));
}
