import type { OutboxMessage } from '../message.ts';

/** What endpoints are told of something, stored in its own transaction. */
export interface Announcement {
  readonly messages?: readonly OutboxMessage[] | undefined;
  /** Of a decision: what they are told besides where it opens a case, which is then called so. */
  readonly opening?: ((caseId: string) => readonly OutboxMessage[]) | undefined;
}

/** A message that this process alone may send until its lease ends. */
export interface ClaimedMessage extends OutboxMessage {
  /** Attempts, this one included. */
  readonly tries: number;
}

export interface Claim {
  readonly atMs: number;
  /** Nobody else is given the messages for so long; then they are due again. */
  readonly leaseMs: number;
  /** Most messages. */
  readonly limit: number;
  /** Names of endpoints whose messages are left where they are. @default none */
  readonly except?: readonly string[] | undefined;
}

/** How an attempt ended: delivered, to be tried again, or given up where `nextMs` is null. */
export type Attempt = { readonly deliveredMs: number } | { readonly nextMs: number | null };

/** Which messages are sent again: those of a `webhook-id`, or those that an endpoint never got. */
export type ReplayRequest =
  | { readonly id: string }
  | { readonly target: string /** Created since, milliseconds since 1970. */; readonly sinceMs: number };

/** What there is to be sent. */
export interface OutboxState {
  readonly waiting: number;
  /** When the oldest of them was created, milliseconds since 1970; null where none waits. */
  readonly oldestMs: number | null;
  /** Given up after the last attempt. */
  readonly givenUp: number;
}

/** Messages that wait to be sent. Any number of processes may send at once. */
export interface Outbox {
  /** Adds messages that are due at once. What is there already under id and target stays as it is. */
  add(messages: readonly OutboxMessage[]): Promise<void>;
  /** Takes messages that are due, the one that has waited longest first. */
  claim(claim: Claim): Promise<readonly ClaimedMessage[]>;
  /** Says how an attempt ended; false where its lease was over and another one has begun. */
  settle(message: ClaimedMessage, attempt: Attempt): Promise<boolean>;
  /**
   * Makes messages due now: by their id whatever became of them, for an endpoint those that were given up.
   * What was delivered or given up gets all its attempts anew. Resolves with how many.
   */
  replay(request: ReplayRequest, atMs: number): Promise<number>;
  state(): Promise<OutboxState>;
}
