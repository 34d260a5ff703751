/** `tellsign/decide`: from a signed verdict to an answer somebody stands behind. */

export type { DriftCauseKind, DriftSignal } from '../contract/drift.ts';
export { type Agents, type AgentsOptions, createAgents } from './agents/agents.ts';
export type { DirectoryState, ListedAgent } from './agents/listed.ts';
export type { PublicJwk } from './agents/web-bot-auth.ts';
export type { AlignmentCounts } from './alignment/counts.ts';
export type { ProfileFault, SeenVisit, SiteAlignment } from './alignment/site-alignment.ts';
export type { CampaignFinding, Campaigns, CampaignVisit } from './campaign/campaigns.ts';
export { type MemoryCampaignsOptions, memoryCampaigns } from './campaign/memory.ts';
export type { CountedAttempt, CountedSubject, Counters, Tallies, Tally } from './counters/counters.ts';
export { type MemoryCountersOptions, memoryCounters } from './counters/memory.ts';
export { redisCounters } from './counters/redis.ts';
export { type SqlCountersOptions, sqlCounters } from './counters/sql.ts';
export {
  createDecider,
  type Decider,
  type QueueRequest,
} from './decider.ts';
export type {
  ContextReason,
  Decision,
  DecisionReason,
  Facts,
  FailoverCause,
  PolicyName,
  Risk,
  ShadowDecision,
} from './decision.ts';
export type {
  DriftAlarm,
  DriftCause,
  DriftMonitor,
  DriftState,
  DriftVerdict,
  DriftVisit,
  FeatureShift,
} from './drift/drift.ts';
export { createDriftMonitor, type DriftMonitorOptions } from './drift/monitor.ts';
export type { Actor } from './facts/actor.ts';
export type { Agent, AgentAnswer, AgentState, AgentVerifier, AgentVisit } from './facts/agent.ts';
export type { Location } from './facts/location.ts';
export type { NetworkKind, NetworkLists } from './facts/network.ts';
export type { Place } from './facts/place.ts';
export type { Sighting } from './facts/travel.ts';
export {
  isLabelReason,
  keyedReasons,
  LABEL_OUTCOMES,
  LABEL_REASONS,
  LABEL_SOURCES,
  type LabelOutcome,
  type LabelReason,
  type LabelSource,
} from './label/vocabulary.ts';
export { type AlignmentOptions, createAlignment } from './learn/alignment/alignment.ts';
export type { AlignmentLearning, AlignmentView } from './learn/alignment/alignment-learning.ts';
export type { Learned, LearningCode } from './learn/learned.ts';
export type { Learning, LearningView, PreviewOptions } from './learn/learning.ts';
export type { Reign } from './learn/reigns.ts';
export type { MaturityDays } from './maturity.ts';
export type { OutboxMessage } from './message.ts';
export type { AmountOptions, DeciderOptions } from './options.ts';
export type { Answer, Outcome } from './outcome.ts';
export {
  type BookEntry,
  createPolicyBook,
  type Drafted,
  type PolicyBook,
  type PolicyBookOptions,
  type Published,
} from './policy/book.ts';
export type { Evaluation, RuleError } from './policy/evaluate.ts';
export type { PublishRequest } from './policy/publication.ts';
export {
  type Compiled,
  type CompiledPolicy,
  type CompileOptions,
  compilePolicy,
  type FaultCode,
  type PolicyFault,
  type PolicyWarning,
} from './policy/publish.ts';
export { type Policy, type Rule, type RuleLevel, writeRule } from './policy/schema.ts';
export { SHIPPED } from './policy/shipped/index.ts';
export type { PolicyState, PolicyStore, Publication, StoredPolicy } from './policy/store.ts';
export { VARIABLES, type Variables } from './policy/variables.ts';
export type { WarningCode } from './policy/warnings.ts';
export type { CaseAnswer, CaseCorrection } from './queue/answers.ts';
export type { CaseSum, CaseView, DeniableName, TimelineVisit } from './queue/case.ts';
export type { DayLeft } from './queue/day.ts';
export type { DenialPage } from './queue/deny-list.ts';
export { type QueueCounts, type QueuePage, type QueueRow, TRAVEL_RULES } from './queue/page.ts';
export type { Queue } from './queue/queue.ts';
export type { QueueCode, Queued } from './queue/queued.ts';
export type {
  AlignmentQuery,
  AlignmentReport,
  AlignmentStore,
  AlignmentVisit,
  SignedProfile,
  StoredAlignment,
  WidestMove,
} from './records/alignment.ts';
export { type AuditEntry, type AuditRange, type AuditRow, findBroken } from './records/audit.ts';
export type {
  AlertCase,
  CaseClosing,
  CaseEnding,
  CaseKind,
  Cases,
  CaseTally,
  DayDraw,
  Journey,
  TakeRequest,
} from './records/cases.ts';
export type { Deniable, Denial, Denials, DeniedNames } from './records/denials.ts';
export type { DecisionQuery, FoundDecision } from './records/find.ts';
export {
  type Label,
  type LabelAdded,
  type LabelGiven,
  type LabelRefusal,
  type LabelReversal,
  type LabelStatement,
  labelInForce,
} from './records/label.ts';
export type {
  CalibrationReport,
  Effect,
  GoldLabel,
  GoldSet,
  Influence,
  KindEffect,
  LabelledVisit,
  LearningChange,
  LearningRange,
  LearningState,
  LearningStore,
  Reliability,
  ReliabilityBin,
  ReportedCalibration,
  StoredCalibration,
  Threshold,
} from './records/learning.ts';
export { type MemoryRecordsOptions, memoryRecords } from './records/memory.ts';
export type {
  Announcement,
  Attempt,
  Claim,
  ClaimedMessage,
  Outbox,
  OutboxState,
  ReplayRequest,
} from './records/outbox.ts';
export type {
  Answered,
  DecisionRecord,
  Exported,
  ExportRange,
  KeptDecision,
  LabelledStub,
  Recalled,
  RecallQuery,
  Records,
  Saved,
  Snooze,
  Subject,
} from './records/records.ts';
export type { RetentionDays, Stub } from './records/retention.ts';
export { recordsTables } from './records/sql/migrations/index.ts';
export { type SqlRecordsOptions, sqlRecords } from './records/sql/records.ts';
export { countRules, type RuleCount } from './replay/count-rules.ts';
export { InvalidRecord } from './replay/read-exported.ts';
export { type Change, type ReplayOptions, type ReplayReport, replay, type Span } from './replay/replay.ts';
export type { Reviewer, Role } from './reviewer.ts';
export type { PersonalCopy } from './steps/copy-of.ts';
export type { LabelCode, Labelled } from './steps/give-label.ts';
export type { EraseRequest } from './steps/read-erase.ts';
export type { LabelRequest, LabelSaid, LabelTakenBack } from './steps/read-label.ts';
export type { DecideRequest } from './steps/read-request.ts';
export type { Backlog } from './steps/unsaved.ts';
export type { Budget, Places } from './triage/budget.ts';
export { type Curve, logitAt } from './triage/curve.ts';
export type { Drawn, Frame } from './triage/draw.ts';
export type { Loss } from './triage/loss.ts';
export type { SumPart } from './triage/sum.ts';
export type { WasWould } from './was-would.ts';
export type { WebhookRequest, WebhookResponse, WebhookTransport } from './webhook/connect.ts';
export type { WebhookEndpoint } from './webhook/endpoint.ts';
export type { WebhookEvent, WebhookEventType } from './webhook/events.ts';
export { createWebhookSecret } from './webhook/secret.ts';
export {
  createWebhooks,
  type WebhookFailure,
  type Webhooks,
  type WebhooksOptions,
} from './webhook/webhooks.ts';
