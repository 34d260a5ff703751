/**
 * `tellsign/server`: what a backend needs. WebCrypto and no import, so it runs in Node, Deno, Bun, workers
 * and at the edge.
 */
export type { Code, Flag, NonceResponse } from '../contract/protocol.ts';
export type { Level, Reason } from '../contract/verdict.ts';
export { type Transaction, transactionHash } from '../wire/transaction.ts';
export type { Alert, KeyAlert, ModelAlert, RefusedModelAlert } from './alert.ts';
export type { Aligned, AlignmentSource } from './alignment.ts';
export type { MacKey } from './mac/keys.ts';
export type { EnrolmentMetric, Metric, NonceMetric, VerdictMetric } from './metric.ts';
export type { NonceRouteOptions } from './middleware/nonce-route.ts';
export { type FetchHandler, type Routes, type RoutesOptions, routes } from './middleware/routes.ts';
export type { Model } from './model/model.ts';
export type { ModelOutline, VerifierModel } from './model/outline.ts';
export type { VerifierOptions } from './options.ts';
export type { ActionPolicy } from './policy.ts';
export type { NonceRequest, VerifyRequest, Visit } from './request.ts';
export type {
  Accepted,
  Degradation,
  Enrolled,
  Enrolment,
  Refused,
  Retry,
  SigningKey,
  Verification,
} from './result.ts';
export type { EnrolRequest } from './steps/enrol.ts';
export type { KeyLedger, Retired } from './stores/ledger.ts';
export { type MemoryLedgerOptions, memoryLedger } from './stores/memory-ledger.ts';
export { type MemoryNearDuplicatesOptions, memoryNearDuplicates } from './stores/memory-near-duplicates.ts';
export { type MemoryReplayOptions, memoryReplay } from './stores/memory-replay.ts';
export type { NearDuplicateStore } from './stores/near-duplicates.ts';
export type { ReplayStore } from './stores/replay.ts';
export type { TestOutcome } from './test-mode.ts';
export { createVerifier, type Verifier } from './verifier.ts';
