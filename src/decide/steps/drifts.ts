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

export function openDrifts({ drift, records, webhooks, onMetrics }: DeciderSettings): Drifts {
  async function tell(action: string, alarm: DriftAlarm): Promise<void> {
    const { atMs, signal, cause } = alarm;
    callHook(onMetrics, { kind: 'drift', action, signal, cause: cause.kind });
    const event = driftAlarm(action, alarm);
    await records?.log({ atMs, by: AUTOMATIC, what: 'drift_alarm', detail: JSON.stringify(event.data) });
    if (webhooks) await records?.outbox.add(webhooks.messagesOf(event));
  }

  return {
    see({ verification, action, atMs, isCampaign, request }) {
      const monitor = drift.get(action);
      if (!monitor) return;
      const isMissing = !verification.ok && verification.code === 'missing';
      const verdict = verdictOf(verification);
      try {
        const alarm = monitor.see({ atMs, isMissing, isCampaign, browser: browserOf(request), verdict });
        if (alarm) tell(action, alarm).catch(() => undefined);
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
