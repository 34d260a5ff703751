import { CHANNELS, type Channel, type Environment } from '../../contract/event.ts';
import type { Settings } from '../options.ts';
import { createBatch } from './batch.ts';
import { createClock } from './clock.ts';
import type { Context } from './collectors/context.ts';
import { collectorsOf } from './collectors/index.ts';
import { createFields } from './fields.ts';
import { viewport } from './probes/viewport.ts';

/** The channels that a mode records. `minimal`: those of events with a target inside the protected form. */
export const channelsOf = (privacy: Settings['privacy']): readonly Channel[] =>
  CHANNELS.filter((name) => privacy !== 'minimal' || !/^(wheel|scroll|page)$/.test(name));

/** The collectors, their clock and their batch. */
export interface Observer {
  start(): void;
  stop(): void;
  /** Finds changes that no event reported, and sends everything. */
  flush(): void;
  /** Starts times, key numbers and field numbers anew. */
  reset(): void;
}

interface Sink {
  send(rows: Float64Array<ArrayBuffer>): void;
  update(environment: Partial<Environment>): void;
}

export function createObserver(settings: Settings, { send, update }: Sink): Observer {
  let clock = createClock();
  let fields = createFields(settings.sensitive);
  const minimal = settings.privacy === 'minimal';
  const checks = new Set<() => void>();
  let stopper: AbortController | null = null;

  const scope = (): readonly ParentNode[] => {
    const forms = [...document.querySelectorAll(settings.protect)];
    return forms.length > 0 || minimal ? forms : [document];
  };
  const batch = createBatch(send, () => {
    for (const check of checks) check();
  });

  const start = () => {
    if (stopper) return;
    stopper = new AbortController();
    const options = { capture: true, passive: true, signal: stopper.signal };
    checks.clear();
    const add = (target: EventTarget, types: string, handle: (event: Event) => void, within = '') => {
      const guarded = (event: Event) => {
        try {
          if (!within || (event.target as Element | null)?.closest?.(within)) handle(event);
        } catch {
          // A hostile or incomplete page: this event is skipped.
        }
      };
      for (const type of types.split(' ')) target.addEventListener(type, guarded, options);
    };
    const listen: Context['listen'] = (types, handler) => {
      add(document, types, handler as (event: Event) => void, minimal ? settings.protect : '');
    };
    const context: Context = { clock, fields, batch, options, listen, listenTo: add, checks, update };
    for (const collect of collectorsOf(minimal)) collect(batch.emit, context);
    add(window, 'resize', () => {
      checks.add(measure);
    });
    add(document, 'visibilitychange', batch.flush);
    fields.sweep(scope());
  };
  // At idle, when reading the size forces no layout.
  const measure = () => {
    update({ viewport: viewport(), dpr: devicePixelRatio });
    checks.delete(measure);
  };

  const halt = () => {
    stopper?.abort();
    stopper = null;
    fields.stop();
  };

  return {
    start,
    stop: () => {
      halt();
      batch.flush();
    },
    flush: () => {
      if (stopper) {
        for (const check of checks) check();
        fields.sweep(scope(), { emit: batch.emit, clock });
      }
      batch.flush();
    },
    reset: () => {
      const running = stopper;
      halt();
      batch.used = 0;
      clock = createClock();
      fields = createFields(settings.sensitive);
      if (running) start();
    },
  };
}
