import type { Events, Tellsign } from './tellsign.ts';

/**
 * The client's own events. A handler that throws is the page's error: it is reported as such and stops
 * nothing.
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
