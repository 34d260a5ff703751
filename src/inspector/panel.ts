import type { Inspection } from '../contract/analyst.ts';
import { element } from './element.ts';
import { createGroups } from './groups.ts';
import { createNow } from './now.ts';
import { createReasons } from './reasons.ts';

export interface Panel {
  readonly node: HTMLDetailsElement;
  show(seen: Inspection): void;
  /** Says why there is nothing to show. */
  explain(text: string): void;
  /** Calls `save` when the developer asks for the visit as a file. */
  onSave(save: () => void): void;
}

/** The inspector: what one visit looks like to the model, right now. */
export function createPanel(): Panel {
  const parts = { now: createNow(), groups: createGroups(), reasons: createReasons() };
  for (const { node } of Object.values(parts)) node.hidden = true;
  const status = element('p', { class: 'status', role: 'status' }, 'Waiting for the worker.');
  const save = element('button', { type: 'button', hidden: '' }, 'Save this visit as a recording');
  const fine = element(
    'p',
    { class: 'fine' },
    'All of this stays in your browser; only a verdict leaves it, when a form is sent or one is asked for.',
  );
  const body = element(
    'div',
    { class: 'body' },
    parts.now.node,
    status,
    parts.groups.node,
    parts.reasons.node,
    save,
    fine,
  );
  const node = element(
    'details',
    { class: 'panel', 'aria-label': 'Inspector' },
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
    show(seen) {
      node.dataset.level = seen.verdict.level;
      status.textContent = statusOf(seen);
      for (const part of Object.values(parts)) {
        part.node.hidden = false;
        part.show(seen);
      }
    },
  };
}

function statusOf({ verdict: { degraded, events } }: Inspection): string {
  if (degraded.length > 0) return `Thinner than it could be: ${degraded.join(', ')}.`;
  return events === 0 ? 'Move, click and type in the page: each group wakes up when it has evidence.' : '';
}
