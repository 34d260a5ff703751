import type { Environment } from '../../../contract/event.ts';
import type { Batch, Emit } from '../batch.ts';
import type { Clock } from '../clock.ts';
import type { Fields } from '../fields.ts';

type EventMap = DocumentEventMap & { pointerrawupdate: PointerEvent };

/** What a collector works with. */
export interface Context {
  readonly clock: Clock;
  readonly fields: Fields;
  readonly batch: Batch;
  /** Options of every listener: passive, in the capture phase, until collecting stops. */
  readonly options: AddEventListenerOptions;
  /** Listens to the document. An event whose handler throws is passed over. */
  listen<K extends keyof EventMap>(type: K, handler: (event: EventMap[K]) => void): void;
  /** The same for the window or another target. */
  listenTo(target: EventTarget, types: string, handler: (event: Event) => void): void;
  /** Called at idle, before a batch leaves. */
  readonly checks: Set<() => void>;
  /** Sends the worker what has become known about the environment. */
  update(environment: Partial<Environment>): void;
}

/** Starts one kind of observation; all of it ends with the context's `options`. */
export type Collector = (emit: Emit, context: Context) => void;
