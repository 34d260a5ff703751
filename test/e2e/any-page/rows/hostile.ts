import { pageOf, type Row, tag, VERIFIED, without } from '../row.ts';

/** Each throws only where the SDK called: the page itself and the driver must go on. */
const row = (name: string, before: () => void, expected: Row['expected'] = VERIFIED): Row => ({
  name,
  html: ({ meta }) => pageOf(meta + tag()),
  before,
  expected,
});

/** Pages that change it once the SDK has given a verdict. */
const later = (name: string, patch: () => void, expected: Row['expected'] = VERIFIED): Row => ({
  name: `${name}, after us`,
  html: ({ meta }) => pageOf(meta + tag()),
  visit: async (hand) => {
    await hand.fill('#name', 'Ada');
    await hand.evaluate(async () => {
      await window.tellsign?.assess({ action: 'checkout' });
    });
    await hand.evaluate(patch);
    await hand.click('#city');
    await hand.type('Bremen');
  },
  expected,
});

export const hostileLater: readonly Row[] = [
  later('addEventListener that throws', () => {
    EventTarget.prototype.addEventListener = () => {
      throw new Error('hostile');
    };
  }),
  later('performance.now without a number', () => {
    performance.now = () => Number.NaN;
  }),
  later('JSON that throws', () => {
    for (const name of ['parse', 'stringify'] as const) {
      const original = JSON[name] as (...values: unknown[]) => unknown;
      JSON[name] = ((...values: unknown[]) => {
        if (new Error().stack?.includes('/tellsign.js')) throw new Error('hostile');
        return original(...values);
      }) as never;
    }
  }),
  later(
    'Promise that throws',
    () => {
      window.Promise = new Proxy(Promise, {
        construct: (target, values) => {
          if (new Error().stack?.includes('/tellsign.js')) throw new Error('hostile');
          return Reflect.construct(target, values);
        },
      });
    },
    without('worker_unavailable'),
  ),
];

/** Pages that changed what everybody uses before the SDK ran. */
export const hostile: readonly Row[] = [
  row('Date that throws', () => {
    const broken = () => {
      throw new Error('hostile');
    };
    window.Date = new Proxy(Date, { construct: broken, apply: broken });
    Date.now = broken;
  }),
  row('Date in another century', () => {
    Date.now = () => -1e15;
  }),
  row('performance.now without a number', () => {
    performance.now = () => Number.NaN;
  }),
  row('Array.prototype extended, with toJSON', () => {
    Object.assign(Array.prototype, { each: () => {}, remove: () => {} });
    (Object.prototype as Record<string, unknown>).extra = () => {};
  }),
  row(
    'Array.prototype that throws',
    () => {
      for (const name of Object.getOwnPropertyNames(Array.prototype)) {
        const original = (Array.prototype as unknown as Record<string, unknown>)[name];
        if (typeof original !== 'function' || name === 'constructor') continue;
        const patched = function (this: unknown, ...values: unknown[]) {
          if (new Error().stack?.includes('/tellsign.js')) throw new Error('hostile');
          return Reflect.apply(original, this, values);
        };
        Object.defineProperty(Array.prototype, name, { value: patched });
      }
    },
    without('worker_unavailable'),
  ),
  row(
    'selectors that throw',
    () => {
      for (const { prototype } of [Document, Element]) {
        for (const name of ['querySelector', 'querySelectorAll', 'closest', 'matches'] as const) {
          const original = (prototype as Element)[name] as ((...values: unknown[]) => unknown) | undefined;
          if (!original) continue;
          const patched = function (this: unknown, ...values: unknown[]) {
            if (new Error().stack?.includes('/tellsign.js')) throw new Error('hostile');
            return Reflect.apply(original, this, values);
          };
          Object.defineProperty(prototype, name, { value: patched });
        }
      }
    },
    without('worker_unavailable'),
  ),
  row('addEventListener that wraps every handler', () => {
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, handler, options) {
      const wrapped = (event: Event) =>
        typeof handler === 'function' ? handler.call(this, event) : handler?.handleEvent(event);
      addEventListener.call(this, type, wrapped, options);
    };
  }),
  row(
    'addEventListener that throws',
    () => {
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (...values) {
        if (new Error().stack?.includes('/tellsign.js')) throw new Error('hostile');
        addEventListener.apply(this, values);
      };
    },
    without('worker_unavailable'),
  ),
  row('crypto that throws', () => {
    const broken = () => {
      throw new Error('hostile');
    };
    for (const name of ['getRandomValues', 'randomUUID', 'subtle'])
      Object.defineProperty(Crypto.prototype, name, { get: broken });
  }),
  row('fetch and timers wrapped', () => {
    const { fetch, setTimeout } = window;
    window.fetch = (...values) => fetch(...values);
    window.setTimeout = ((...values: Parameters<typeof setTimeout>) =>
      setTimeout(...values)) as typeof setTimeout;
  }),
  row('fetch that throws', () => {
    const { fetch } = window;
    window.fetch = (...values) => {
      if (new Error().stack?.includes('/tellsign.js')) throw new Error('hostile');
      return fetch(...values);
    };
  }),
];
