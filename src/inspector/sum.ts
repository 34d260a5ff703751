import { element } from './element.ts';
import { signed } from './format.ts';

export interface SumRows {
  readonly node: HTMLElement;
  show(baseline: number | undefined, logit: number | null): void;
}

/** The last two lines of the account: where every visit starts, and what all lines come to. */
export function createSumRows(): SumRows {
  const baseline = element('output');
  const sum = element('output');
  const node = element(
    'dl',
    { class: 'sum' },
    element('div', {}, element('dt', {}, 'Where every visit starts'), element('dd', {}, baseline)),
    element('div', { class: 'total' }, element('dt', {}, 'Sum, the logit'), element('dd', {}, sum)),
  );
  return {
    node,
    show(start, logit) {
      baseline.textContent = start === undefined ? '–' : signed(start);
      sum.textContent = logit === null ? '–' : signed(logit);
    },
  };
}
