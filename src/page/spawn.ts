/** The part of a `Worker` that is used. */
export interface WorkerLike extends EventTarget {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}
interface Policy {
  createScriptURL(url: string): unknown;
}

/** Name of the one Trusted Types policy; a site that enforces them lists it: `trusted-types vrd#worker`. */
const POLICY = 'vrd#worker';
/** A page may create each policy once, and two clients may live on it. */
let policy: Policy | null = null;

function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return url;
  try {
    policy ??= types.createPolicy(POLICY, { createScriptURL: (given) => given });
    return policy.createScriptURL(url) as string;
  } catch {
    // The site does not allow the policy. Unless it also enforces Trusted Types, the plain text will do.
    return url;
  }
}

const blobOf = (text: string): string => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/**
 * Starts the worker: from its text when that is built in, from its file on the page's own origin, else fetched and started from a blob.
 *
 * @throws when the page's CSP, the network or the browser refuses
 */
export async function spawnWorker(url: string, text?: string): Promise<WorkerLike> {
  let source = text;
  if (source === undefined && new URL(url).origin !== location.origin && !url.startsWith('blob:')) {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`worker ${response.status}`);
    source = await response.text();
  }
  if (source === undefined) return new Worker(trusted(url), { type: 'module', name: 'tellsign' });
  const blob = blobOf(source);
  try {
    return new Worker(trusted(blob), { type: 'module', name: 'tellsign' });
  } finally {
    // The browser has taken the blob's bytes by the time the fetch of a started worker ran; an age is more than enough.
    setTimeout(() => URL.revokeObjectURL(blob), 10_000);
  }
}
