interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}
interface Policy {
  createScriptURL(url: string): unknown;
}

/**
 * Name of the one Trusted Types policy. A site that enforces Trusted Types lists it: `trusted-types
 * vrd#worker`.
 */
const POLICY = 'vrd#worker';
/** A page or worker may create each policy once, and two clients may live in it. */
let policy: Policy | null = null;

/**
 * The URL of a worker in the form that `new Worker` accepts under Trusted Types; elsewhere the URL itself.
 */
export function trustedScriptUrl(url: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return url;
  try {
    policy ??= types.createPolicy(POLICY, { createScriptURL: (given) => given });
    return policy.createScriptURL(url) as string;
  } catch {
    // The site does not allow the policy. Unless it also enforces Trusted Types, plain text is accepted.
    return url;
  }
}
