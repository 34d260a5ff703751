import { base } from './base.ts';
import { caseStyle } from './case.ts';
import { learningStyle } from './learning.ts';
import { pages } from './pages.ts';
import { queue } from './queue.ts';
import { shell } from './shell.ts';

/** The one style sheet of the console. */
export const style = [base, shell, queue, caseStyle, pages, learningStyle].join('');
