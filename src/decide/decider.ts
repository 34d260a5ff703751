import type { Verification } from '../server/result.ts';
import { createExpiring } from '../server/stores/expiring.ts';
import type { Decision } from './decision.ts';
import type { DriftState } from './drift/drift.ts';
import { createMissingRate } from './facts/missing-rate.ts';
import type { Learning } from './learn/learning.ts';
import { openLearning } from './learn/open-learning.ts';
import { type DeciderOptions, readDeciderOptions } from './options.ts';
import type { Outcome } from './outcome.ts';
import { readsReasons } from './policy/reads-reasons.ts';
import { createQueue, type Queue } from './queue/queue.ts';
import type { Label } from './records/label.ts';
import {
  type Answered,
  type DecisionRecord,
  IDEMPOTENCY_MS,
  type Saved,
  type Subject,
} from './records/records.ts';
import type { Reviewer } from './reviewer.ts';
import { clockOf } from './steps/clock-of.ts';
import { copyOf, type PersonalCopy } from './steps/copy-of.ts';
import { type Deadline, SHARES, startDeadline } from './steps/deadline.ts';
import { openDrifts } from './steps/drifts.ts';
import { factsOf } from './steps/facts.ts';
import { gather } from './steps/gather.ts';
import { giveLabel, type Labelled } from './steps/give-label.ts';
import { judge } from './steps/judge.ts';
import { lastResort } from './steps/last-resort.ts';
import { countedOf, type EraseRequest, type ReadErase, readErase } from './steps/read-erase.ts';
import type { LabelRequest } from './steps/read-label.ts';
import { type DecideRequest, type ReadRequest, readRequest, readVerification } from './steps/read-request.ts';
import { readSaved } from './steps/read-stores.ts';
import { NOBODY, recordOf } from './steps/record-of.ts';
import {
  type Content,
  contentOf,
  contentOfAnswered,
  isSame,
  leastOf,
  type RequestNames,
} from './steps/repeated.ts';
import { type Backlog, createUnsaved } from './steps/unsaved.ts';
import { announcementOf, labelCreated } from './webhook/events.ts';

/** Who looks at the queue, and by which clock. */
export interface QueueRequest {
  readonly reviewer: Reviewer;
  /** Milliseconds since 1970. @default the decider's clock, at every call */
  readonly now?: number | undefined;
}

export interface Decider {
  /**
   * What to do with a visit. Never throws, and answers within `timeoutMs`. Tell the browser `outcome` and
   * `id` alone.
   */
  decide(verification: Verification, request: DecideRequest): Promise<Decision>;
  /**
   * Says what became of a decision, or takes back what was said. Never throws; what is refused is in the
   * audit.
   */
  label(decisionId: string, label: LabelRequest): Promise<Labelled>;
  /**
   * Removes everything recorded or counted about somebody; resolves with the decisions removed.
   * @throws TypeError for a request that names nobody, or not who asks
   * @throws where records or counters fail, or decisions still wait to be recorded: try again
   */
  erase(request: EraseRequest): Promise<number>;
  /**
   * Everything recorded about somebody, for a request of access. The audit says who asked for it.
   * @throws TypeError for a request that names nobody, or not who asks, and where there are no records
   * @throws where records fail, or decisions still wait to be recorded: try again
   */
  copy(request: EraseRequest): Promise<PersonalCopy>;
  /**
   * Removes what is older than `retentionDays`, and makes room for what comes: run it once a day. Resolves
   * with the decisions of which stubs are left.
   * @throws where records fail
   */
  expire(): Promise<number>;
  /**
   * The day's cases, for one reviewer.
   * @throws TypeError for what is no reviewer, and where there are no records
   */
  queue(request: QueueRequest): Queue;
  /**
   * What labels teach, for one reviewer.
   * @throws TypeError for what is no reviewer, and where there are no records
   */
  learning(request: QueueRequest): Learning;
  /** Where drift stands in this process, by action. */
  drift(): Readonly<Record<string, DriftState>>;
  /** Records what an outage left waiting; resolves with how many decisions still wait. */
  flush(): Promise<number>;
  /** What an outage left waiting in this process, and what was lost by it; to be watched. */
  backlog(): Backlog;
}

interface Asked {
  readonly names: RequestNames;
  readonly deadline: Deadline;
  /** What the idempotency key got before, for another account, card or amount. @default it is new */
  readonly reuses?: Outcome;
}

/** What this process answered under an idempotency key. */
interface Remembered {
  readonly content: Content;
  readonly answer: Promise<Decision>;
}

/** Answers of this process that are remembered for repeated requests. Chosen: some 50 MB. */
const MAX_ANSWERS = 10_000;

/** @throws TypeError naming the option that is wrong */
export function createDecider(options: DeciderOptions): Decider {
  const settings = readDeciderOptions(options);
  const { door, records, counters, policies, amounts, webhooks, failover, timeoutMs, now } = settings;
  const currency = amounts?.currency ?? '';
  const countMissing = createMissingRate();
  const unsaved = records && createUnsaved(records);
  const drifts = openDrifts(settings);
  const { calibrations, learningOf } = openLearning(settings);
  const createAnswers = () => createExpiring<Remembered>({ maxEntries: MAX_ANSWERS, now });
  let answers = createAnswers();

  async function namesOf(request: ReadRequest): Promise<RequestNames> {
    const { account, card, idempotencyKey, action, session } = request;
    const scope = [action, session === null ? '' : `=${session}`];
    return {
      account: account === null ? null : await door('account', account),
      card: card === null ? null : await door('card', card),
      idempotency: idempotencyKey === null ? null : await door('idempotency', idempotencyKey, ...scope),
    };
  }

  async function decideOnce(
    verification: Verification,
    request: ReadRequest,
    asked: Asked,
  ): Promise<Decision> {
    const { names, deadline } = asked;
    const atMs = now();
    if (!Number.isFinite(atMs)) throw new TypeError('now must return milliseconds since 1970');
    const missingRate = countMissing(!verification.ok && verification.code === 'missing', atMs);
    // Asked at once; after the first time the curves are here.
    const reading = calibrations && deadline.ask(() => calibrations.ready(), SHARES.facts);
    const gathered = await gather(settings, { verification, request, requestNames: names, atMs, deadline });
    await reading;
    const { recalled, campaign } = gathered.findings;
    const isCampaign = campaign.size > 0;
    drifts.see({ verification, action: request.action, atMs, isCampaign, request: request.request });
    const content = contentOf(names, request, currency);
    const isRepeated = (answered: Answered) => isSame(contentOfAnswered(answered, currency), content);
    if (recalled.repeated && isRepeated(recalled.repeated)) return recalled.repeated.decision;
    const isReadable = records !== null || readsReasons(policies, request.action);
    const reasons = isReadable && verification.ok ? verification.reasons.map(({ code }) => code) : [];
    const facts = factsOf(verification, request, { ...gathered.findings, missingRate, reasons });
    /** @param before what the idempotency key got for something else; null where it is new */
    const make = (before: Outcome | null): Decision => {
      const { snoozed } = recalled;
      const { unreadable } = request;
      const own = gathered.failover ?? (unreadable.length > 0 ? 'request' : undefined);
      const cause = before === null ? own : 'idempotency';
      const least = before === null ? failover : leastOf(before, failover);
      const calibrationOf = calibrations?.calibrationOf;
      const failing = cause ? { cause, least } : null;
      const judgement = judge({ facts, policies, snoozed, unreadable, calibrationOf, failover: failing });
      // Last: V8 takes long for each member that comes after a spread.
      return { id: crypto.randomUUID(), atMs, tookMs: deadline.tookMs(), ...judgement };
    };
    const before = asked.reuses ?? recalled.repeated?.decision.outcome ?? null;
    const decision = make(before);
    if (!unsaved) return decision;
    const idempotency = before === null ? names.idempotency : null;
    const saved = readSaved(
      await deadline.ask(
        () => save(recordOf(decision, gathered, { verification, idempotency })),
        SHARES.save,
      ),
    );
    if (!saved || saved.decision.id === decision.id) return decision;
    // Another process has answered under this key in between. Its answer stands, if it is about the same.
    if (isRepeated(saved)) return saved.decision;
    const stricter = make(saved.decision.outcome);
    save(recordOf(stricter, gathered, { verification, idempotency: null })).catch(() => undefined);
    return stricter;
  }

  async function decide(given: Verification, wanted: DecideRequest): Promise<Decision> {
    const deadline = startDeadline(timeoutMs);
    const request = readRequest(wanted, amounts);
    if (request === null) return keep(lastResort(settings, 'request', deadline));
    const verification = readVerification(given, request.action);
    const names = await namesOf(request);
    const { idempotency } = names;
    if (idempotency === null) return decideOnce(verification, request, { names, deadline });
    // No `await` between the look and the writing: two equal requests at once are one.
    const known = answers.get(idempotency);
    const content = contentOf(names, request, currency);
    if (known && isSame(known.content, content)) return known.answer;
    if (known) {
      const { outcome } = await known.answer;
      return decideOnce(verification, request, { names, deadline, reuses: outcome });
    }
    const answer = decideOnce(verification, request, { names, deadline }).catch(() =>
      keep(lastResort(settings, 'error', deadline)),
    );
    answers.set(idempotency, { content, answer }, IDEMPOTENCY_MS);
    return answer;
  }

  /** Records a decision, and with it what endpoints are to be told. */
  async function save(record: DecisionRecord): Promise<Saved | undefined> {
    return unsaved?.save(record, webhooks ? announcementOf(record.decision, webhooks.messagesOf) : {});
  }

  /** Records a decision of which nothing is known, without waiting for it. */
  function keep(decision: Decision): Decision {
    save({ decision, ...NOBODY, place: null }).catch(() => undefined);
    return decision;
  }

  async function flushAll(): Promise<void> {
    if (unsaved && (await unsaved.flush()) > 0) throw new Error('decisions wait to be recorded: try again');
  }

  async function subjectOf({ account, card, jkt }: Omit<ReadErase, 'by'>): Promise<Subject> {
    return {
      ...(account && { account: await door('account', account) }),
      ...(card && { card: await door('card', card) }),
      ...(jkt && { jkt }),
    };
  }

  return {
    async decide(verification, request) {
      try {
        return await decide(verification, request);
      } catch {
        return keep(lastResort(settings, 'error', startDeadline(timeoutMs)));
      }
    },
    async label(decisionId, given) {
      if (records === null) return { ok: false, code: 'unavailable', detail: 'there are no records' };
      try {
        await unsaved?.flush();
        const id = String(decisionId);
        const announce = (label: Label) => webhooks?.messagesOf(labelCreated(id, label)) ?? [];
        return await giveLabel(id, given, { records, nowMs: now(), announce });
      } catch {
        return { ok: false, code: 'unavailable' };
      }
    },
    async copy(given) {
      const { by, ...names } = readErase(given);
      if (records === null) throw new TypeError('copy: there are no records');
      await flushAll();
      return copyOf(records, await subjectOf(names), { by, nowMs: now() });
    },
    async erase(given) {
      const { by, ...names } = readErase(given);
      const subject = await subjectOf(names);
      // What is recorded after the erasure would stay.
      await flushAll();
      await counters.erase(countedOf(subject));
      if (subject.jkt) drifts.erase(subject.jkt);
      // Before the records: a batch that is being written at this moment is there by then.
      if (subject.jkt) await settings.alignment?.erase({ key: subject.jkt });
      if (subject.jkt) await settings.campaigns?.erase({ key: subject.jkt });
      // Answers that are remembered here say what was erased; the records know those that remain.
      if (records) answers = createAnswers();
      return records ? records.erase(subject, by) : 0;
    },
    async expire() {
      return records ? records.expire(now(), settings.retentionDays) : 0;
    },
    queue({ reviewer, now: atMs }) {
      if (records === null) throw new TypeError('queue: there are no records');
      const clock = clockOf(atMs, now);
      const { needsSecondPerson } = policies;
      const { places } = settings;
      return createQueue({ records, places, door, now: clock, reviewer, needsSecondPerson, webhooks });
    },
    learning: ({ reviewer, now: atMs }) => learningOf(reviewer, clockOf(atMs, now)),
    async flush() {
      await settings.alignment?.flush();
      return unsaved ? unsaved.flush() : 0;
    },
    drift: drifts.states,
    backlog: () => ({ waiting: unsaved?.waiting ?? 0, lost: unsaved?.lost ?? 0 }),
  };
}
