import { DEGRADED_ADVICE } from '../../contract/degraded-advice.ts';
import { MISCONFIGURATIONS, type MisconfigurationName } from '../../contract/misconfiguration.ts';
import type { Degraded } from '../../contract/verdict.ts';

/** Why a degraded code came, as far as a look at the address told. */
export interface Finding {
  readonly code: Degraded;
  /** Undefined: no misconfiguration that is known here. */
  readonly name?: MisconfigurationName | undefined;
  readonly url?: string | undefined;
  /** What the address answered: HTTP status and type, or what the browser said. */
  readonly answer?: string | undefined;
  /** The reason that the client itself gave. */
  readonly detail?: string | undefined;
}

/** One line for the console: what is missing, what was seen where, and what to change. */
export function describe({ code, name, url, answer, detail }: Finding): string {
  const what = name ? `${code} (${name})` : code;
  const seen = [url, answer, detail].filter(Boolean).join(' · ');
  const why = name
    ? `${MISCONFIGURATIONS[name].sign}. ${MISCONFIGURATIONS[name].advice}`
    : DEGRADED_ADVICE[code];
  return `${what}: ${seen ? `${seen} – ` : ''}${why}`;
}
