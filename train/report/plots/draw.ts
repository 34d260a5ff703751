import * as Plot from '@observablehq/plot';
import { Window } from 'happy-dom';

/** Colours are the page's CSS variables, so that one drawing serves light and dark. */
export const INK = {
  ours: 'var(--ours)',
  people: 'var(--people)',
  scripts: 'var(--scripts)',
  soft: 'var(--soft)',
  line: 'var(--line)',
  trees: 'var(--trees)',
  additiveTrees: 'var(--additive-trees)',
  network: 'var(--network)',
} as const;

/** Colour of each learner of the comparison. */
export const LEARNER_INK = {
  domain: ['additive', 'additive trees', 'trees', 'network'],
  range: [INK.ours, INK.additiveTrees, INK.trees, INK.network],
} as const;

/** One plot as an SVG text, drawn without a browser. */
export function draw(options: Plot.PlotOptions, label: string): string {
  const { document } = new Window();
  // happy-dom's document does what Plot asks of the DOM's.
  const figure = Plot.plot({ ...options, document: document as unknown as Document });
  figure.setAttribute('role', 'img');
  figure.setAttribute('aria-label', label);
  return figure.outerHTML;
}

/** Log-odds: spreads both ends of a share, as the axes of a DET curve need. */
export const logOdds = (share: number): number => {
  const bounded = Math.min(0.999, Math.max(0.001, share));
  return Math.log(bounded / (1 - bounded));
};
