import type { MisconfigurationName } from '../../contract/misconfiguration.ts';
import type { Degraded } from '../../contract/verdict.ts';
import { FORM } from '../guarded.ts';
import { countCoverage, describeCoverage } from './coverage.ts';
import type { Explained } from './explain.ts';
import { findNonceFault } from './find-nonce-fault.ts';
import { findFileFault, findWorkerFault } from './find-worker-fault.ts';
import { describe, type Finding } from './finding.ts';
import { watchViolations } from './violations.ts';
import { watchForms } from './watch-forms.ts';

/**
 * Explains a client on the console: one warning for each degraded code, with what its address answered and
 * what to change; each guarded form that leaves unheld; and, once, what is covered.
 */
export function start({ on, settings }: Explained): void {
  const violations = watchViolations();
  const said = new Set<Degraded>();
  /** Names that were found, by the degraded code that the page sends as its hint. */
  const found = new Map<string, MisconfigurationName>();
  let action = '';
  watchForms(found);

  const say = (finding: Finding) => {
    if (finding.name) found.set(finding.code, finding.name);
    if (said.has(finding.code)) return;
    said.add(finding.code);
    console.warn('tellsign', describe(finding));
  };
  const find = async (code: Degraded): Promise<Finding | null> => {
    if (code === 'worker_unavailable') return findWorkerFault(settings, violations);
    if (code === 'worker_stale') return { code, name: 'release_mismatch', url: settings.workerUrl };
    if (code === 'insecure_context') return { code, name: code, url: location.origin };
    if (code !== 'nonce_unavailable' && code !== 'nonce_malformed') return { code };
    return findNonceFault({ endpoint: settings.endpoint, action }, violations);
  };
  const tell = async (code: Degraded, detail?: string) => {
    if (said.has(code)) return;
    say({ ...((await find(code)) ?? { code }), code, detail });
  };
  on('error', ({ code, detail }) => void tell(code, detail));
  on('verdict', (verdict) => {
    action = verdict.action;
    for (const code of verdict.degraded) void tell(code);
  });

  /** Looks at what a form will need, before a visitor presses. */
  const look = async () => {
    console.info('tellsign', describeCoverage(countCoverage(settings)));
    if (!isSecureContext) return void tell('insecure_context');
    const form = document.querySelector<HTMLFormElement>(FORM);
    action ||= form?.getAttribute('data-tellsign') ?? '';
    const isNonceInPage = document.querySelector('meta[name=vrd]') !== null;
    const asksForNonce = action !== '' && !isNonceInPage;
    const faults = [
      await findFileFault(settings),
      asksForNonce ? await findNonceFault({ endpoint: settings.endpoint, action }, violations) : null,
    ];
    for (const fault of faults) if (fault) say(fault);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void look());
  else void look();
}
