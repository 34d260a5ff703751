import type { KeyObject } from 'node:crypto';
import { type Release, TYP_RELEASE } from '../../contract/release.ts';
import { signClaims } from './sign-claims.ts';

/** A signed manifest: a compact JWS with these claims. */
export const signRelease = (release: Release, key: KeyObject): string =>
  signClaims(release, { typ: TYP_RELEASE, key });
