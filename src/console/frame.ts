import type { Reviewer } from '../decide/index.ts';

/** What every page needs besides its content. */
export interface Frame {
  /** Path at which the console is mounted, such as `/console`; empty at the root. */
  readonly path: string;
  readonly reviewer: Reviewer;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** ISO 4217 code of the site's currency; null where the site never gives amounts. */
  readonly currency: string | null;
  /** IANA name of the time zone in which times are shown. */
  readonly timeZone: string;
  /** Single keys act; somebody may turn them off (WCAG 2.1.4). */
  readonly hasKeys: boolean;
  readonly notice: Notice | null;
}

/** What became of the form that was sent last. */
export interface Notice {
  readonly tone: 'done' | 'warning';
  readonly text: string;
  /** Case that was answered just now. */
  readonly caseId?: string | undefined;
  /** Case whose answer can be taken back for so many more milliseconds. */
  readonly undo?: { readonly caseId: string; readonly leftMs: number } | undefined;
}

/** Address of the queue. A mounted app answers without a slash at the end. */
export const homeOf = ({ path }: Pick<Frame, 'path'>): string => path || '/';
