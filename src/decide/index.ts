/** `tellsign/decide`: from a signed verdict to an answer somebody stands behind. */
export type { CountedAttempt, Counters, Tallies, Tally } from './counters/counters.ts';
export { type MemoryCountersOptions, memoryCounters } from './counters/memory.ts';
export type { Decision, Facts } from './decision.ts';
export type { Place } from './facts/place.ts';
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
export { type AuditEntry, type AuditRow, findBroken } from './records/audit.ts';
export type { Label, LabelOutcome, LabelSource } from './records/label.ts';
export { type MemoryRecordsOptions, memoryRecords } from './records/memory.ts';
export type {
  DecisionRecord,
  Exported,
  Recalled,
  RecallQuery,
  Records,
  Saved,
  Snooze,
  Subject,
} from './records/records.ts';
