import { type Checked, fail, pass } from '../checked.ts';
import type { Claims } from '../jws/claims.ts';
import { deprecatedAt, expiryOf, type VerifierModel } from '../model/outline.ts';
import { isOlder } from './build.ts';
import type { VerificationContext } from './context.ts';

/** The model a verdict names, and whether it may still be trusted. */
export interface FoundModel {
  readonly model: VerifierModel;
  /** Past its date (A16): its verdicts are `medium` at best. */
  readonly isDeprecated: boolean;
}

/** The model a verdict was scored with, if this verifier honours it and its build. */
export function findModel({ mdl, bld }: Claims, { settings, now }: VerificationContext): Checked<FoundModel> {
  if (settings.minBuild !== undefined && isOlder(bld, settings.minBuild)) return fail('build_too_old');
  const model = settings.models.get(mdl);
  if (!model) return fail('model_unknown');
  const exp = expiryOf(model);
  if (exp !== 0 && now > exp) return fail('model_expired');
  settings.modelWatch.used(model, now);
  settings.modelWatch.scored(model, now);
  const deprecated = deprecatedAt(model);
  return pass({ model, isDeprecated: deprecated !== 0 && now > deprecated });
}
