import type { BehaviourEvent, Environment } from '../../../../../src/contract/event.ts';
import { createObserver, type Observer } from '../../../../../src/page/capture/observer.ts';
import { type Options, resolveOptions } from '../../../../../src/page/options.ts';
import { decodeRows } from '../../../../../src/wire/decode-rows.ts';

const shipped = { workerUrl: '/worker.js', ortUrl: '/ort.js', ortWasmUrl: '/ort.wasm' };

/** The event that may be of kind K. */
type Of<K, E = BehaviourEvent> = E extends { readonly kind: infer X } ? (K extends X ? E : never) : never;

export interface Stage {
  readonly observer: Observer;
  readonly updates: Partial<Environment>[];
  /** Everything seen so far. */
  seen(): BehaviourEvent[];
  /** What was seen, and of which kinds. */
  of<K extends BehaviourEvent['kind']>(kind: K): Of<K>[];
}

/** The collectors on this page, without a worker. */
export function stage(html: string, options: Options = {}): Stage {
  document.body.innerHTML = html;
  const events: BehaviourEvent[] = [];
  const updates: Partial<Environment>[] = [];
  const observer = createObserver(resolveOptions({ privacy: 'full', consent: true, ...options }, shipped), {
    send: (rows) => void events.push(...decodeRows(rows)),
    update: (update) => void updates.push(update),
  });
  observer.start();
  const seen = () => {
    observer.flush();
    return events;
  };
  return {
    observer,
    updates,
    seen,
    of: <K extends BehaviourEvent['kind']>(kind: K) =>
      seen().filter((event) => event.kind === kind) as Of<K>[],
  };
}

export const $ = <T extends Element = HTMLInputElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

/** Dispatches an event with members that happy-dom does not set. */
export function fire(target: EventTarget, event: Event, members: object = {}): void {
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(event, name, { value, configurable: true });
  target.dispatchEvent(event);
}

const bubbling = { bubbles: true, composed: true };
export const key = (
  target: EventTarget,
  kind: 'keydown' | 'keyup',
  init: KeyboardEventInit,
  members: object = {},
) =>
  fire(target, new KeyboardEvent(kind, { ...bubbling, ...init }), {
    getModifierState: () => false,
    ...members,
  });
export const point = (target: EventTarget, type: string, init: PointerEventInit, members: object = {}) =>
  fire(
    target,
    new PointerEvent(type, { ...bubbling, pointerType: 'mouse', isPrimary: true, ...init }),
    members,
  );
/** Types or fills: the value is set first, as browsers do. */
export function enter(
  field: HTMLInputElement,
  value: string,
  init: InputEventInit = { inputType: 'insertText' },
): void {
  field.value = value;
  fire(field, new InputEvent('input', { ...bubbling, ...init }), { inputType: init.inputType });
}
