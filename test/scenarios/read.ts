import * as v from 'valibot';
import { findJsonFault } from '../../src/decide/policy/json-fault.ts';
import { lineAt, lineOf, textAt } from '../../src/decide/policy/line.ts';
import { type Scenario, scenarioFile } from './schema.ts';

/** Why a file holds no scenarios, and where. */
export class BadFile extends Error {}

/** A policy that is written in the file itself. */
export interface InlinePolicy {
  readonly text: string;
  /** Line of the file at which it begins, counted from 1. */
  readonly line: number;
}

export interface ReadScenario extends Scenario {
  /** Null where the policy is named. */
  readonly inline: InlinePolicy | null;
}

/** @throws BadFile with line and reason */
export function readScenarios(name: string, text: string): readonly ReadScenario[] {
  const fault = findJsonFault(text);
  if (fault) throw new BadFile(`${name}:${lineAt(text, fault.at)}: is no JSON: ${fault.reason}`);
  const parsed = v.safeParse(scenarioFile, JSON.parse(text));
  if (parsed.success)
    return parsed.output.map((scenario, place) => ({ ...scenario, inline: inlineOf(text, place, scenario) }));
  const faults = parsed.issues.map(({ path = [], message }) => {
    const steps = path.map(({ key }) => key as string | number);
    return `${name}:${lineOf(text, steps)}: ${steps.join('.') || 'the file'}: ${message}`;
  });
  throw new BadFile(faults.join('\n'));
}

function inlineOf(json: string, place: number, { policy }: Scenario): InlinePolicy | null {
  const path = [place, 'policy'];
  return typeof policy === 'object' ? { text: textAt(json, path), line: lineOf(json, path) } : null;
}
