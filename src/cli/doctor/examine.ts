import type { Asker } from './ask.ts';
import { checkFiles } from './checks/files.ts';
import { checkNonce } from './checks/nonce.ts';
import { checkPage } from './checks/page.ts';
import { advise, type Checked, type Finding, find } from './finding.ts';
import { type Hints, lookAt } from './look.ts';
import { adviceFor } from './reach.ts';

/** Worst first. */
const ORDER = ['wrong', 'warning', 'note'] as const;

/** Looks at a page as a visitor's browser would load it, and names what is wrong. Never rejects. */
export async function examine(url: string, hints: Hints, asker: Asker): Promise<Checked> {
  const look = await lookAt(url, hints, asker);
  const { page } = look;
  const isPage = page.status === 200 && page.fault === null && /html/.test(page.type);
  if (!isPage) return { findings: [advise(find('page_unreachable', page.said), adviceFor(page))], fine: [] };
  const parts = [checkPage(look), await checkFiles(look), await checkNonce(look)];
  const rank = ({ severity }: Finding) => ORDER.indexOf(severity);
  return {
    findings: parts.flatMap(({ findings }) => findings).sort((a, b) => rank(a) - rank(b)),
    fine: parts.flatMap((part) => part.fine),
  };
}
