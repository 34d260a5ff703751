import { element } from './element.ts';

export interface Bar {
  readonly node: HTMLElement;
  /** `weight` in logit units; `limit` is the length of a full half. */
  show(weight: number, limit: number): void;
}

/** A bar that grows from its middle: left for trust, right for risk. */
export function createBar(): Bar {
  const fill = element('i');
  const node = element('span', { class: 'bar', 'aria-hidden': 'true' }, fill);
  return {
    node,
    show(weight, limit) {
      const half = Math.min(Math.abs(weight) / limit, 1) * 50;
      fill.className = weight > 0 ? 'risk' : 'trust';
      fill.style.setProperty('inset-inline-start', `${weight > 0 ? 50 : 50 - half}%`);
      fill.style.setProperty('inline-size', `${half}%`);
    },
  };
}
