import { type ASTNode, Environment, type ParseError } from '@marcbachmann/cel-js';
import type { Result } from '../../contract/result.ts';
import { isVariable, VARIABLES, type Variables } from './variables.ts';

/** A rule's condition, ready to run. */
export interface Condition {
  /** Names of the variables it reads, such as `amount` and `velocity`. */
  readonly reads: ReadonlySet<string>;
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
      return {
        ok: true,
        value: { reads: namesIn(program.ast), test: (variables) => asBoolean(program(variables)) },
      };
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

const refuse = (detail: string) => ({ ok: false, code: 'condition', detail }) as const;

/** The library's sentence and where in the expression it applies, counted from 1. */
function explain(error: unknown): string {
  const { summary, message, range } = Object(error) as Partial<ParseError>;
  const sentence = summary ?? message?.split('\n')[0] ?? 'is no expression';
  return range ? `${sentence} (at character ${range.start + 1})` : sentence;
}

/** Why an expression must not run although the language allows it; null where nothing speaks against it. */
function findForbidden(node: ASTNode, within: string | null = null): string | null {
  const called = nameOfCall(node);
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

function nameOfCall(node: ASTNode): string | null {
  return node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;
}

/** Identifiers in an expression. */
function namesIn(node: ASTNode): ReadonlySet<string> {
  const own = node.op === 'id' ? [node.args] : [];
  return new Set([...own, ...childrenOf(node).flatMap((child) => [...namesIn(child)])]);
}

const childrenOf = (node: ASTNode): readonly ASTNode[] => [node.args].flat(3).filter(isNode);

/** A node among a node's arguments, which are also texts and values. */
const isNode = (argument: unknown): argument is ASTNode =>
  typeof argument === 'object' && argument !== null && 'op' in argument && 'args' in argument;
