import { CHANNELS, type Channel, type Environment } from '../contract/event.ts';
import { createBatch } from './batch.ts';
import { createClock } from './clock.ts';
import type { Context } from './collectors/context.ts';
import { collectors } from './collectors/index.ts';
import { createFields } from './fields.ts';
import type { Settings } from './options.ts';
import { viewport } from './probes/viewport.ts';

/** Of `minimal`, what has a target inside the protected form. */
export const channelsOf = (privacy: Settings['privacy']): readonly Channel[] =>
  CHANNELS.filter((name) => privacy !== 'minimal' || !/^(wheel|scroll|page)$/.test(name));

/** The collectors, their clock and their batch. */
export interface Observer {
  start(): void;
  stop(): void;
  /** Looks for what no event told, and sends everything. */
  flush(): void;
  /** Begins afresh: times, key and field numbers. */
  reset(): void;
}

interface Sink {
  send(rows: Float64Array<ArrayBuffer>): void;
  update(environment: Partial<Environment>): void;
}

export function createObserver(settings: Settings, { send, update }: Sink): Observer {
  const clock = createClock();
  const fields = createFields(settings.sensitive);
  const minimal = settings.privacy === 'minimal';
  let checks: (() => void)[] = [];
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
    const { signal } = stopper;
    const options = { capture: true, passive: true, signal };
    checks = [];
    const guard =
      (handler: (event: Event) => void, within = '') =>
      (event: Event) => {
        try {
          if (!within || (event.target as Element | null)?.closest?.(within)) handler(event);
        } catch {
          // A hostile or half-built page: this event was not seen.
        }
      };
    const listenTo: Context['listenTo'] = (target, types, handler) => {
      for (const type of types.split(' ')) target.addEventListener(type, guard(handler), options);
    };
    const listen: Context['listen'] = (type, handler) => {
      document.addEventListener(
        type,
        guard(handler as (event: Event) => void, minimal ? settings.protect : ''),
        options,
      );
    };
    const onIdle = (check: () => void) => {
      checks.push(check);
    };
    const context: Context = { clock, fields, place: batch.place, signal, listen, listenTo, onIdle, update };
    for (const [name, collect] of Object.entries(collectors)) {
      // What has no target inside a form is none of `minimal`'s business.
      if (minimal && /^(wheel|scroll|visibility|navigation)$/.test(name)) continue;
      collect(batch.emit, context);
    }
    listenTo(window, 'resize', () => {
      checks = [...checks.filter((check) => check !== measure), measure];
    });
    listenTo(document, 'visibilitychange', batch.flush);
    fields.note(scope());
  };
  // At idle, where reading the size forces no layout.
  const measure = () => {
    update({ viewport: viewport(), dpr: devicePixelRatio });
    checks = checks.filter((check) => check !== measure);
  };

  return {
    start,
    stop: () => {
      stopper?.abort();
      stopper = null;
      batch.flush();
    },
    flush: () => {
      if (stopper) {
        for (const check of checks) check();
        fields.sweep(scope(), { emit: batch.emit, now: clock.now });
      }
      batch.flush();
    },
    reset: () => {
      const running = stopper;
      stopper?.abort();
      stopper = null;
      batch.clear();
      clock.reset();
      fields.reset();
      if (running) start();
    },
  };
}
