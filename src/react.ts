import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type AssessOptions,
  load,
  type Options,
  type SignedFetchOptions,
  signedFetch,
  type Tellsign,
  type Verdict,
} from './index.ts';

/** What a component gets from `useTellsign`. */
export interface UseTellsign {
  /** The client's own, the same function on every render; `unknown` with `destroyed` after unmounting. */
  readonly assess: (request: AssessOptions) => Promise<Verdict>;
  /** The client's `signedFetch`, the same function on every render. */
  readonly signedFetch: (target: RequestInfo | URL, options: SignedFetchOptions) => Promise<Response>;
  /** The last verdict; null before the first. */
  readonly verdict: Verdict | null;
  /** The client, once mounted. */
  readonly client: Tellsign | null;
}

/**
 * Watches the page while the component is mounted. Use it once, high up: each use is a client with a worker
 * of its own. On a server it does nothing.
 *
 * @param options as for `load`, read when the component mounts
 * @example
 * const { assess } = useTellsign({ endpoint: '/tellsign' });
 * const pay = async () => send(await assess({ action: 'checkout', transaction: { amount: '4999' } }));
 */
export function useTellsign(options: Options = {}): UseTellsign {
  const given = useRef(options);
  const loadedRef = useRef<Tellsign | null>(null);
  /** A child's effect runs before this one, and may call `assess` already. */
  const early = useRef<Tellsign | null>(null);
  const [client, setClient] = useState<Tellsign | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);

  useEffect(() => {
    const loaded = early.current ?? load(given.current);
    early.current = null;
    loadedRef.current = loaded;
    const stop = loaded.on('verdict', setVerdict);
    setClient(loaded);
    return () => {
      stop();
      loaded.destroy();
    };
  }, []);

  const getClient = useCallback(() => {
    const current = loadedRef.current ?? early.current ?? load(given.current);
    if (!loadedRef.current) early.current = current;
    return current;
  }, []);
  const assess = useCallback((request: AssessOptions) => getClient().assess(request), [getClient]);
  const send = useCallback<UseTellsign['signedFetch']>(
    (target, request) => signedFetch(getClient(), target, request),
    [getClient],
  );
  return { assess, signedFetch: send, verdict, client };
}
