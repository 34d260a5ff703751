import { createIdleTask } from '../idle.ts';
import type { Settings } from '../options.ts';

/**
 * What counts as a first interaction. Focus alone counts, because a script may fill a form without any other
 * event before.
 */
const FIRST = 'focusin pointerdown keydown pointermove wheel input paste click'.split(' ');
/**
 * If nothing protected is found, the page is searched again this long after an interaction, ms. Chosen: a
 * form that is added later is found a second after the next interaction, or at once if that is inside it.
 */
const AGAIN_MS = 1000;

/**
 * Calls `start` at the first interaction that the privacy mode waits for. `standard`: any, on a page that
 * holds something protected. `minimal`: one inside what is protected. Nothing is kept before. It listens on
 * the window, so that collectors started on the document still see the event that started them.
 */
export function whenTouched({ privacy, protect }: Settings, start: () => void): () => void {
  const stopper = new AbortController();
  const { signal } = stopper;
  let searched = false;

  const begin = () => {
    stopper.abort();
    start();
  };
  /**
   * A search of 100,000 nodes took Firefox ESR 6 ms and more, so one is done at the first event and the
   * others at idle.
   */
  const search = () => {
    searched = true;
    if (!signal.aborted && document.querySelector(protect)) begin();
  };
  const searchLater = createIdleTask(AGAIN_MS, () => quietly(search));
  const see = (event: Event) => {
    const isMove = event.type === 'pointermove';
    if (isMove && (searched || privacy === 'minimal')) return;
    quietly(() => {
      if ((event.target as Element | null)?.closest?.(protect)) begin();
      else if (privacy === 'minimal') return;
      else if (searched) searchLater();
      else search();
    });
  };
  const options = { capture: true, passive: true, signal };
  for (const type of FIRST) window.addEventListener(type, see, options);
  return () => stopper.abort();
}

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // On a page that broke what this needs, nothing is watched.
  }
}
