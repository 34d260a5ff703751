import type { Manifest } from '../../src/contract/model.ts';
import type { CorpusFile } from '../data/corpus.ts';
import type { Scale } from '../evaluate/plan.ts';
import type { ProductResults } from '../evaluate/product.ts';
import type { Protocol } from '../evaluate/results.ts';
import type { ToolResult } from '../evaluate/tools.ts';
import type { caughtHeldOut, Levels } from '../fit/calibration.ts';
import type { Selection } from '../fit/select.ts';
import type { Neighbours } from './neighbours.ts';

/** The content of the card and the page. */
export interface Report {
  /** A cut for choosing settings, on training people; never committed. */
  readonly quick: boolean;
  readonly scale: Scale;
  readonly files: readonly CorpusFile[];
  readonly product: {
    readonly manifest: Manifest;
    readonly onnx: Uint8Array;
    readonly parameters: number;
    readonly selection: Selection;
    readonly levels: Levels;
    readonly caught: ReturnType<typeof caughtHeldOut>;
  };
  readonly protocol: Protocol;
  readonly examined: ProductResults;
  /** Recordings of tools in a real browser, scored by this model; null where there are none. */
  readonly tools: readonly ToolResult[] | null;
  readonly neighbours: Neighbours;
}
