import { Environment, type ParseError } from '@marcbachmann/cel-js';
import type { Result } from '../../contract/result.ts';
import { callOf, childrenOf, type Expression, namesIn } from './expression.ts';
import { isVariable, VARIABLES, type Variables } from './variables.ts';

/** A rule's condition, ready to run. */
export interface Condition {
  /** Names of the variables it reads, such as `amount` and `velocity`. */
  readonly reads: ReadonlySet<string>;
  readonly tree: Expression;
  /** Its value where it reads nothing, such as `1.0 > 2.0`; null where it does, or fails. */
  readonly constant: boolean | null;
  /** @throws where the expression fails, as for a key that a map lacks, or gives no boolean */
  test(variables: Variables): boolean;
}

/**
 * Macros that repeat or bind an expression. One inside another multiplies the work: nested ones of 500
 * characters took 1.8 s (decide.md §1). So does one that is called on another: `.map(f, f + f)` doubles a
 * text, and there is room for thirty of them.
 */
const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind']);
/** A regular expression of 26 characters held the process for 37 s (decide.md §1). */
const FORBIDDEN = 'matches';

/** A function that compiles conditions; it answers with the reason where one cannot be. */
export function createCompiler(): (expression: string) => Result<Condition, 'condition'> {
  const environment = createEnvironment();
  return (expression) => {
    try {
      const program = environment.parse(expression);
      const forbidden = findForbidden(program.ast);
      if (forbidden) return refuse(forbidden);
      const { valid, type, error } = program.check();
      if (!valid) return refuse(explain(error));
      if (type !== 'bool') return refuse(`gives ${type}, where a condition is true or false`);
      const reads = namesIn(program.ast);
      const test = (variables: Variables) => asBoolean(program(variables));
      const constant = reads.size === 0 ? attempt(() => asBoolean(program({}))) : null;
      return { ok: true, value: { reads, tree: program.ast, constant, test } };
    } catch (error) {
      return refuse(explain(error));
    }
  };
}

function createEnvironment(): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false });
  for (const [name, entry] of Object.entries(VARIABLES)) {
    if (isVariable(entry)) {
      environment.registerVariable(name, entry.type);
      continue;
    }
    const schema = Object.fromEntries(Object.entries(entry).map(([member, { type }]) => [member, type]));
    environment.registerVariable({ name, schema });
  }
  return environment;
}

function asBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('the condition is neither true nor false');
  return value;
}

function attempt<T>(question: () => T): T | null {
  try {
    return question();
  } catch {
    return null;
  }
}

const refuse = (detail: string) => ({ ok: false, code: 'condition', detail }) as const;

/** The library's sentence and where in the expression it applies, counted from 1. */
function explain(error: unknown): string {
  const { summary, message, range, node } = Object(error) as Partial<ParseError>;
  const sentence = summary ?? message?.split('\n')[0] ?? 'is no expression';
  const at = range ? ` (at character ${range.start + 1})` : '';
  const doubles = sentence.includes('double') && node?.op ? doublesFor(node as Expression) : [];
  return `${sentence}${at}${doubles.length > 0 ? `: write ${doubles.join(', ')}` : ''}`;
}

/** How whole numbers beside a double are written as doubles. */
const doublesFor = (node: Expression): readonly string[] =>
  childrenOf(node)
    .filter(({ op, args }) => op === 'value' && typeof args === 'bigint')
    .map(({ args }) => `${args}.0`);

/** Why an expression must not run although the language allows it; null where nothing speaks against it. */
function findForbidden(node: Expression, within: string | null = null): string | null {
  const called = callOf(node)?.name ?? null;
  const at = `(at character ${node.start + 1})`;
  if (called === FORBIDDEN) return `${FORBIDDEN} is not allowed: regular expressions can take minutes ${at}`;
  const isMacro = called !== null && MACROS.has(called);
  if (isMacro && within) return `${called} inside ${within} is not allowed: the work multiplies ${at}`;
  for (const child of childrenOf(node)) {
    const found = findForbidden(child, isMacro ? called : within);
    if (found) return found;
  }
  return null;
}
