import type { Decision } from '../../src/decide/decision.ts';
import type { OutboxMessage } from '../../src/decide/message.ts';
import type { AlertCase } from '../../src/decide/records/cases.ts';
import type { Label } from '../../src/decide/records/label.ts';
import {
  announcementOf,
  caseClosed,
  labelCreated,
  type WebhookEvent,
} from '../../src/decide/webhook/events.ts';

/** Only the members that are looked into; what is copied may be absent. */
const DECISION = { outcome: 'review', facts: {}, reasons: [] } as unknown as Decision;
const CASE = { openedMs: 0, closed: null } as unknown as AlertCase;
const LABEL = { reverses: 'label' } as unknown as Label;

/** Members of what webhooks say, as `event member` and `event object.member`. */
export function readWebhooks(): readonly string[] {
  const events: WebhookEvent[] = [caseClosed(CASE, 0), labelCreated('decision', LABEL)];
  const collect = (event: WebhookEvent): readonly OutboxMessage[] => {
    events.push(event);
    return [];
  };
  announcementOf(DECISION, collect).opening?.('case');
  return events.flatMap(({ type, data }) => membersOf(data).map((member) => `${type} ${member}`));
}

/** One level deep: what lies below is a value of the decision, listed there. */
const membersOf = (data: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(data).flatMap(([name, value]) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.keys(value).map((member) => `${name}.${member}`) : [name];
  });
