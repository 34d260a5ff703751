import type { FeatureShift, SiteMeasures } from '../../../scoring/site-measures.ts';
import { isEqual } from '../../../server/mac/equal.ts';
import { decodeBase64url } from '../../../wire/base64url.ts';
import { REFERENCE } from '../../alignment/reference.ts';
import type { ProfileFault } from '../../alignment/site-alignment.ts';
import { SCHEMA } from '../../campaign/modalities.ts';
import type { SignedProfile } from '../../records/alignment.ts';
import type { Door } from '../../records/door.ts';

/** A site's measures, and what they are for. */
export interface SiteProfile {
  readonly id: string;
  readonly schema: number;
  readonly model: string;
  readonly measures: SiteMeasures;
}

export type ReadProfile =
  | { readonly ok: true; readonly profile: SiteProfile }
  | { readonly ok: false; readonly code: ProfileFault };

/** Signs with the site's key for records: HMAC-SHA256, 16 bytes. */
export async function signProfile(door: Door, profile: SiteProfile): Promise<SignedProfile> {
  const text = JSON.stringify(profile);
  return { text, mac: await door('profile', text) };
}

/** Believes a profile only if this site signed it, under this name, for this model and these features. */
export async function readProfile(door: Door, stored: SignedProfile, id: string): Promise<ReadProfile> {
  const { text, mac } = stored;
  const forged = { ok: false, code: 'profile_signature' } as const;
  if (typeof text !== 'string' || typeof mac !== 'string') return forged;
  const [own, given] = [decodeBase64url(await door('profile', text)), decodeBase64url(mac)];
  if (!own || !given || !isEqual(own, given)) return forged;
  const profile = parse(text);
  if (profile?.id !== id) return forged;
  if (profile.schema !== SCHEMA.id || !isComplete(profile.measures))
    return { ok: false, code: 'histogram_schema' };
  if (profile.model !== REFERENCE.model) return { ok: false, code: 'profile_model' };
  return { ok: true, profile };
}

function parse(text: string): SiteProfile | null {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

const isComplete = ({ features, thresholds }: Partial<SiteMeasures> = {}): boolean =>
  Array.isArray(features) &&
  features.length === SCHEMA.features &&
  features.every((shift: unknown) => shift === null || isShift(shift)) &&
  Number.isFinite(thresholds);

function isShift(value: unknown): value is FeatureShift {
  const { offset, slope } = Object(value) as Partial<FeatureShift>;
  return Number.isFinite(offset) && Number.isFinite(slope);
}
