import type { Events, Tellsign } from './tellsign.ts';

/**
 * The client's own events. If a handler throws, it is reported as an error of the page, and the other
 * handlers run.
 */
export function createEmitter(): {
  readonly on: Tellsign['on'];
  readonly emit: <E extends keyof Events>(event: E, detail: Events[E]) => void;
} {
  const handlers = new Set<{ readonly event: keyof Events; readonly handle: (detail: never) => void }>();
  return {
    on: (event, handle) => {
      const entry = { event, handle };
      handlers.add(entry);
      return () => void handlers.delete(entry);
    },
    emit: (event, detail) => {
      for (const entry of handlers) {
        if (entry.event !== event) continue;
        try {
          entry.handle(detail as never);
        } catch (cause) {
          globalThis.reportError?.(cause);
        }
      }
    },
  };
}
