/** `tellsign/decide`: from a signed verdict to an answer somebody stands behind. */
export type { Answer, Outcome } from './outcome.ts';
export { type Evaluation, evaluate, type RuleError } from './policy/evaluate.ts';
export {
  type Compiled,
  type CompiledPolicy,
  type CompileOptions,
  compilePolicy,
  type PolicyFault,
} from './policy/publish.ts';
export type { Policy, Rule, RuleLevel } from './policy/schema.ts';
export { SHIPPED } from './policy/shipped/index.ts';
export { VARIABLES, type Variables } from './policy/variables.ts';
