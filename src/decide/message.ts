/** Something that a site's endpoint is to be told: one webhook to one endpoint. */
export interface OutboxMessage {
  /** The same for every endpoint that is told, and at every attempt: the `webhook-id`. */
  readonly id: string;
  /** Name of the endpoint. */
  readonly target: string;
  /** Such as `case.opened`. */
  readonly event: string;
  /** JSON text, as it is sent. */
  readonly payload: string;
  /** The decision it tells of; erased with it. Null where it tells of none. */
  readonly decisionId: string | null;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
}
