import type { Report } from '../command.ts';

/** Why a command about models did nothing. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** What work came to: its members, one a line, or the code and the detail of a refusal. */
export async function reported(work: Promise<object>): Promise<Report> {
  try {
    const done = await work;
    return { ok: true, lines: linesOf(done), data: { ...done } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const data = { code: error.code, detail: error.message };
    return { ok: false, lines: linesOf(data), data };
  }
}

const linesOf = (said: object): readonly string[] =>
  Object.entries(said).map(
    ([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
