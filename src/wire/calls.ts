/**
 * Calls to a worker: `{id, name, argument}` there, `{id, value}` or `{id, error}` back. What is called takes one plain argument at most
 * and gives plain data. A wrapper library would be a fifth of the page script for these forty lines.
 */
type Methods<T> = { readonly [K in keyof T]: T[K] extends (argument: never) => unknown ? T[K] : never };

/** Asks the other side; rejects when it threw. */
export type Ask<T> = <K extends keyof Methods<T> & string>(
  name: K,
  ...argument: Parameters<Methods<T>[K]>
) => Promise<Awaited<ReturnType<Methods<T>[K]>>>;

/** A worker, or the worker's own end. */
export interface Port extends Pick<EventTarget, 'addEventListener'> {
  postMessage(message: unknown): void;
}

interface Call {
  readonly id: number;
  readonly name: string;
  readonly argument?: unknown;
}
interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** How to call what `answerCalls` offers at the other end. */
export function createAsk<T>(port: Port): Ask<T> {
  let last = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  port.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<Answer>;
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  return (name, argument?: unknown) =>
    new Promise((resolve, reject) => {
      last += 1;
      port.postMessage({ id: last, name, argument } satisfies Call);
      waiting.set(last, ({ value, error }) =>
        error === undefined ? resolve(value as never) : reject(error),
      );
    });
}

/** Offers `target`'s methods. A message that is no call is left to other listeners. */
export function answerCalls<T extends object>(port: Port, target: T): void {
  port.addEventListener('message', async (event) => {
    const { data } = event as MessageEvent<Partial<Call> | null>;
    const id = data?.id;
    const method = data?.name && (target as Record<string, unknown>)[data.name];
    if (!id || typeof method !== 'function') return;
    try {
      port.postMessage({ id, value: await method.call(target, data.argument) } satisfies Answer);
    } catch (cause) {
      port.postMessage({ id, error: String(cause) } satisfies Answer);
    }
  });
}
