import { type Binding, readBinding } from '../mac/binding.ts';
import type { Settings } from '../options.ts';
import type { BoundKey, VerificationContext } from './context.ts';

/** Who sent a request, by the site's own records and cookie. */
export interface Visitor {
  /**
   * Session id, or the visitor's id in the binding cookie. Empty when there is neither; no nonce is issued
   * for that.
   */
  readonly sid: string;
  readonly binding: Binding | null;
  readonly bound: BoundKey | undefined;
}

/** Reads the binding cookie. What the site itself says about session and key wins over it. */
export async function readVisitor(context: VerificationContext): Promise<Visitor> {
  const { settings, now, sid } = context;
  const binding = await bindingOf(context.binding, settings, now);
  const bound =
    context.bound ??
    (binding?.jkt ? { jkt: binding.jkt, ageSeconds: Math.max(0, now - binding.born) } : undefined);
  return { sid: sid ?? binding?.visitor ?? '', binding, bound };
}

/** Null too where the site binds no keys. */
export async function bindingOf(cookie: unknown, settings: Settings, now: number): Promise<Binding | null> {
  const { bindingKeys, audience: aud } = settings;
  return bindingKeys && readBinding(bindingKeys, cookie, { aud, now });
}
