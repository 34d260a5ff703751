import type { Inspection } from 'tellsign';
import { signed } from './bar.ts';
import { element } from './element.ts';
import { createGroupRow, type GroupRow } from './group.ts';
import { createTrace } from './trace.ts';

/** Length of a full bar in logit units unless some group needs more. */
const FULL_BAR_LOGIT = 2;
const ENGINE_TITLES = {
  exact: 'exact integers',
  'ort-wasm': 'onnxruntime-web, wasm',
  'ort-webgpu': 'onnxruntime-web, webgpu',
};
const TOP_REASONS = 6;

export interface Panel {
  readonly node: HTMLElement;
  show(seen: Inspection): void;
  /** Says why there is nothing to show. */
  explain(text: string): void;
  /** Calls `save` when the developer asks for the visit as a file. */
  onSave(save: () => void): void;
}

/** The inspector: what one visit looks like to the model, right now. */
export function createPanel(): Panel {
  const score = element('b', { class: 'score' }, '…');
  const level = element('span', { class: 'level' });
  const logit = element('span', { class: 'logit' });
  const engine = element('span', { class: 'chip' });
  const ort = element('span', { class: 'chip' });
  const seconds = element('span', { class: 'chip' });
  const status = element('p', { class: 'status', role: 'status' }, 'Waiting for the worker.');
  const trace = createTrace();
  const groups = element('div', { class: 'groups' });
  const reasons = element('ol', { class: 'reasons' });
  const save = element('button', { type: 'button', hidden: '' }, 'Save this visit as a recording');
  const rows = new Map<string, GroupRow>();
  const body = element(
    'div',
    { class: 'body' },
    element('div', { class: 'chips' }, engine, ort, seconds),
    element('div', { class: 'now' }, score, element('div', {}, level, logit), trace.node),
    status,
    element('div', { class: 'legend' }, element('span', {}, '← a person'), element('span', {}, 'a script →')),
    groups,
    element('h3', {}, 'Strongest reasons'),
    reasons,
    save,
    element(
      'p',
      { class: 'fine' },
      'All of this stays in your browser; a verdict leaves it only when you press Pay.',
    ),
  );
  const node = element(
    'details',
    { class: 'inspect', open: '', 'aria-label': 'Inspector' },
    element('summary', {}, 'tellsign, live'),
    body,
  );

  return {
    node,
    onSave(run) {
      save.addEventListener('click', run);
      save.hidden = false;
    },
    explain(text) {
      status.textContent = text;
    },
    show({ verdict, groups: seen, engine: name, ort: state, ortDetail }) {
      score.textContent = verdict.score === null ? '?' : `${(verdict.score * 100).toFixed(1)} %`;
      node.dataset.level = verdict.level;
      level.textContent = verdict.level;
      logit.textContent = verdict.logit === null ? 'no logit yet' : `logit ${signed(verdict.logit)}`;
      engine.textContent = name === null ? 'no engine' : ENGINE_TITLES[name];
      ort.textContent = `ORT ${state}${ortDetail === null ? '' : `: ${ortDetail}`}`;
      ort.dataset.ort = state;
      engine.dataset.engine = name ?? '';
      seconds.textContent = `${verdict.events} events, ${verdict.seconds.toFixed(0)} s`;
      status.textContent =
        verdict.degraded.length > 0 ? `Thinner than it could be: ${verdict.degraded.join(', ')}` : '';
      if (verdict.logit !== null) trace.add(verdict.logit);
      const limit = Math.max(FULL_BAR_LOGIT, ...seen.map(({ contribution }) => Math.abs(contribution)));
      for (const group of seen) {
        const row = rows.get(group.name) ?? createGroupRow(group);
        if (!rows.has(group.name)) groups.append(row.node);
        rows.set(group.name, row);
        row.show(group, limit);
      }
      const strongest = verdict.reasons
        .filter(({ code }) => code !== 'baseline' && code !== 'other')
        .slice(0, TOP_REASONS);
      reasons.replaceChildren(
        ...strongest.map(({ text, weight, direction }) =>
          element(
            'li',
            { class: direction },
            element('span', {}, text),
            element('output', {}, signed(weight)),
          ),
        ),
      );
    },
  };
}
