import type { IncomingMessage, RequestListener } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** What tellsign tells: docs/webhooks.md lists types and data. */
export interface Event {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ReceiverOptions {
  /** The endpoint's secrets: while they are rotated, the old one and the new one. */
  readonly secrets: readonly string[];
  /**
   * Keeps an event under its id, once: `INSERT … ON CONFLICT (id) DO NOTHING`. What takes long is done later,
   * from there: the sender waits 15 seconds.
   */
  readonly keep: (id: string, event: Event) => Promise<void>;
}

/** Chosen: ten times the largest event. */
const MAX_BYTES = 65_536;

/** Receives webhooks. */
export function createReceiver({ secrets, keep }: ReceiverOptions): RequestListener {
  const webhooks = secrets.map((secret) => new Webhook(secret));

  async function receive(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405;
    const body = await readBody(request);
    if (body === null) return 413;
    const event = webhooks.map((webhook) => verify(webhook, body, request)).find((one) => one !== null);
    if (!event) return 401;
    await keep(String(request.headers['webhook-id']), event);
    return 204;
  }

  return (request, response) => {
    // An error is answered with 500, and the sender tries again.
    receive(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    );
  };
}

/** The event, if this secret signed it within five minutes. The text is checked, not what it parses to. */
function verify(webhook: Webhook, body: string, { headers }: IncomingMessage): Event | null {
  try {
    return webhook.verify(body, headers as Record<string, string>) as Event;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return null;
    throw error;
  }
}

/** Null for a body that is too large. The rest is read and forgotten, so that the sender gets an answer. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}
