import { type Binding, readBinding } from '../mac/binding.ts';
import type { Settings } from '../options.ts';
import type { Bound, Context } from './context.ts';

/** Who sent a request, as far as we have written it down ourselves. */
export interface Visitor {
  /** Session id, or the visitor's id in the binding cookie; empty, which no nonce is issued for, when there is neither. */
  readonly sid: string;
  readonly binding: Binding | null;
  readonly bound: Bound | undefined;
}

/** Reads the binding cookie. What the site says itself about session and key goes before it. */
export async function recall({ expected, settings, now }: Context): Promise<Visitor> {
  const binding = await bindingOf(expected.binding, settings, now);
  const bound =
    expected.bound ??
    (binding?.jkt ? { jkt: binding.jkt, ageSeconds: Math.max(0, now - binding.iat) } : undefined);
  return { sid: expected.sid ?? binding?.visitor ?? '', binding, bound };
}

/** Null too where the site binds no keys. */
export async function bindingOf(cookie: unknown, settings: Settings, now: number): Promise<Binding | null> {
  const { bindingKeys, audience: aud } = settings;
  return bindingKeys && readBinding(bindingKeys, cookie, { aud, now });
}
