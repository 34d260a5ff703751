import type { Degraded } from '../contract/verdict.ts';
import { blankVerdict } from './blank.ts';
import { OptionError } from './options.ts';
import type { Tellsign } from './tellsign.ts';

/** A client that watches nothing; its verdicts are `unknown` for `reason`. */
export function createIdleClient(reason: Degraded): Tellsign {
  let code = reason;
  const nothing = async () => ({ ok: false, code }) as const;
  return {
    settings: { timeoutMs: 0, debug: false },
    assess: async (request) => blankVerdict(String(request?.action ?? ''), [code]),
    keepNonce: () => false,
    pause: () => {},
    resume: () => {},
    forget: async () => {},
    destroy: () => {
      code = 'destroyed';
    },
    on: () => () => {},
    inspect: nothing,
    recording: nothing,
  };
}

/**
 * The client that `create` returns or, on a page that broke what it needs, a client that watches nothing.
 *
 * @throws {OptionError} that `create` throws, because the developer must see it
 */
export function orIdle(create: () => Tellsign): Tellsign {
  try {
    return create();
  } catch (cause) {
    if (cause instanceof OptionError) throw cause;
    return createIdleClient('worker_unavailable');
  }
}
