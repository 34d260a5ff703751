import type { Inspection } from '../contract/analyst.ts';
import { sentenceOf } from '../reasons.ts';
import { element } from './element.ts';
import { signed } from './format.ts';

/** As many as fit the panel without scrolling. */
const MOST = 6;

export interface Reasons {
  readonly node: HTMLElement;
  show(seen: Inspection): void;
}

/** The strongest reasons in words, for and against. */
export function createReasons(): Reasons {
  const list = element('ol', { class: 'reasons' });
  const none = element('p', { class: 'fine' }, 'None yet.');
  return {
    node: element('div', {}, element('h3', {}, 'Strongest reasons'), list, none),
    show({ verdict }) {
      const strongest = verdict.reasons
        .filter(({ code }) => code !== 'baseline' && code !== 'other')
        .slice(0, MOST);
      none.hidden = strongest.length > 0;
      list.replaceChildren(
        ...strongest.map((reason) =>
          element(
            'li',
            { class: reason.direction },
            element('span', {}, sentenceOf(reason)),
            element('output', {}, signed(reason.weight)),
          ),
        ),
      );
    },
  };
}
