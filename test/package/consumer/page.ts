import { type AssessOptions, guardForms, load, type Options, signedFetch } from 'tellsign';
import * as inline from 'tellsign/inline';
import { useTellsign } from 'tellsign/react';
import { sentenceOf } from 'tellsign/reasons';
import type { TakesUnset } from './unset.js';

export const takesUnset: TakesUnset<Options> & TakesUnset<AssessOptions> = true;

const tellsign = load({ endpoint: '/tellsign', timeoutMs: undefined });
export const stop: () => void = guardForms(inline.load());
export const hook = () => useTellsign({ assetsUrl: undefined }).verdict?.level;

export async function pay(signal: AbortSignal | undefined): Promise<Response | string> {
  const verdict = await tellsign.assess({ action: 'pay', transaction: { amount: '4999' }, signal });
  const [reason] = verdict.reasons;
  if (verdict.token === null) return reason ? sentenceOf(reason) : verdict.degraded.join();
  return signedFetch(tellsign, '/pay', { action: 'pay', method: 'POST', transaction: undefined });
}
