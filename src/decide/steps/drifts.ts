import { callHook } from '../../server/call-hook.ts';
import type { Verification } from '../../server/result.ts';
import { browserOf } from '../drift/browser.ts';
import type { DriftAlarm, DriftState, DriftVerdict } from '../drift/drift.ts';
import type { DeciderSettings } from '../options.ts';
import { driftAlarm } from '../webhook/events.ts';
import { thumbprintOf } from './facts.ts';

/** A decision as monitors see it. */
export interface Drifting {
  readonly verification: Verification;
  readonly action: string;
  readonly atMs: number;
  readonly isCampaign: boolean;
  /** What the site gave as `request`. */
  readonly request: unknown;
}

/** The monitors of a decider. */
export interface Drifts {
  /** Shows a visit to its action's monitor; nobody waits for what an alarm causes. Never throws. */
  see(drifting: Drifting): void;
  /** By action. */
  states(): Readonly<Record<string, DriftState>>;
  erase(key: string): void;
}

/** Who raises alarms, in the audit. */
const AUTOMATIC = 'tellsign';
/** Rows and messages that wait while the records fail; the oldest go. Chosen: a day of five actions. */
const MOST_UNTOLD = 30;

/** So often what failed is tried with the next visit; then it waits, so that nobody asks in an outage. */
const [SOON, RETRY_MS] = [3, 10_000] as const;

/** Writes a row of the audit, or messages to endpoints. */
type Telling = () => Promise<unknown>;

export function openDrifts({ drift, records, webhooks, onMetrics }: DeciderSettings): Drifts {
  let untold: readonly Telling[] = [];
  let [fails, failedMs] = [0, 0];

  /** Each by itself. What fails waits for a later visit; messages keep their ids, so that none is twice. */
  async function attempt(tellings: readonly Telling[]): Promise<void> {
    const results = await Promise.allSettled(tellings.map((telling) => telling()));
    const failed = tellings.filter((_, index) => results[index]?.status === 'rejected');
    untold = [...untold, ...failed].slice(-MOST_UNTOLD);
    fails = failed.length === 0 ? 0 : fails + 1;
    failedMs = performance.now();
  }

  function tell(action: string, alarm: DriftAlarm): void {
    const { atMs, signal, cause } = alarm;
    callHook(onMetrics, { kind: 'drift', action, signal, cause: cause.kind });
    if (!records) return;
    const event = driftAlarm(action, alarm);
    const entry = { atMs, by: AUTOMATIC, what: 'drift_alarm', detail: JSON.stringify(event.data) };
    const messages = webhooks?.messagesOf(event) ?? [];
    const announce = messages.length === 0 ? [] : [async () => records.outbox.add(messages)];
    void attempt([async () => records.log(entry), ...announce]);
  }

  function tellAgain(): void {
    if (untold.length === 0 || (fails > SOON && performance.now() - failedMs < RETRY_MS)) return;
    // Taken out before the first promise, so that no two visits tell the same.
    const again = untold;
    untold = [];
    void attempt(again);
  }

  return {
    see({ verification, action, atMs, isCampaign, request }) {
      tellAgain();
      const monitor = drift.get(action);
      if (!monitor) return;
      const isMissing = !verification.ok && verification.code === 'missing';
      const verdict = verdictOf(verification);
      try {
        const alarm = monitor.see({ atMs, isMissing, isCampaign, browser: browserOf(request), verdict });
        if (alarm) tell(action, alarm);
      } catch {
        // A request whose members throw when they are read says nothing of drift.
      }
    },
    states: () => Object.fromEntries([...drift].map(([action, monitor]) => [action, monitor.state()])),
    erase(key) {
      for (const monitor of drift.values()) monitor.erase({ key });
    },
  };
}

function verdictOf(verification: Verification): DriftVerdict | undefined {
  const jkt = thumbprintOf(verification);
  if (!verification.ok || jkt === null) return undefined;
  // Rounded evidence has another distribution: more visitors of `minimal` would look like drift.
  if (verification.flags.includes('reduced_consent')) return undefined;
  const { logit, evidence, build, model } = verification;
  return { jkt, logit, evidence, build, model };
}
