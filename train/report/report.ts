import type { Built } from '../build/model.ts';
import type { CorpusFile } from '../data/corpus.ts';
import type { caughtHeldOut, Levels } from '../evaluate/calibrate.ts';
import type { Scale } from '../evaluate/plan.ts';
import type { ProductResults } from '../evaluate/product.ts';
import type { Protocol } from '../evaluate/results.ts';
import type { Selection } from '../fit/select.ts';
import type { Neighbours } from './neighbours.ts';

/** Everything the card and the page tell. */
export interface Report {
  /** Made to choose by, on training people; never committed. */
  readonly quick: boolean;
  readonly scale: Scale;
  readonly files: readonly CorpusFile[];
  readonly product: {
    readonly built: Built;
    readonly selection: Selection;
    readonly levels: Levels;
    readonly caught: ReturnType<typeof caughtHeldOut>;
  };
  readonly protocol: Protocol;
  readonly examined: ProductResults;
  readonly neighbours: Neighbours;
}
