import type { Inspection } from '../contract/analyst.ts';
import { element } from './element.ts';
import { percent, signed } from './format.ts';
import { createTrace } from './trace.ts';

export interface Now {
  readonly node: HTMLElement;
  show(seen: Inspection): void;
}

/** Score, level and logit of this moment, the logit's last minute as a line, and which engine computed it. */
export function createNow(): Now {
  const score = element('b', { class: 'score' }, '…');
  const level = element('span', { class: 'level' });
  const logit = element('span', { class: 'logit' });
  const engine = element('span', { class: 'chip' });
  const ort = element('span', { class: 'chip' });
  const amount = element('span', { class: 'chip' });
  const trace = createTrace();
  const node = element(
    'div',
    {},
    element('div', { class: 'chips' }, engine, ort, amount),
    element('div', { class: 'now' }, score, element('div', {}, level, logit), trace.node),
  );
  return {
    node,
    show({ verdict, engine: name, ort: state, ortDetail }) {
      const { score: chance } = verdict;
      // A chance that rests on too little would be read as one.
      score.textContent = chance === null || verdict.level === 'unknown' ? '–' : percent(chance);
      level.textContent = verdict.level;
      logit.textContent = verdict.logit === null ? 'no logit yet' : `logit ${signed(verdict.logit)}`;
      engine.textContent = name === null ? 'no engine' : `engine ${name}`;
      engine.dataset.engine = name ?? '';
      ort.textContent = `ORT ${state}${ortDetail === null ? '' : `: ${ortDetail}`}`;
      ort.dataset.ort = state;
      amount.textContent = `${verdict.events} events, ${verdict.seconds.toFixed(0)} s`;
      if (verdict.logit !== null) trace.add(verdict.logit);
    },
  };
}
