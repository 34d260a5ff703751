import type { Settings } from '../options.ts';

/** What counts as a first interaction. A bare focus too: a script that fills a form may do nothing else before. */
const FIRST = 'focusin pointerdown keydown pointermove wheel input paste click'.split(' ');

/**
 * Calls `start` at the first interaction that the privacy mode waits for: with a page that holds something protected (`standard`),
 * or inside what is protected (`minimal`). Nothing is kept before. Listens on the window, so that collectors started on the document
 * still see the very event that started them.
 */
export function whenTouched({ privacy, protect }: Settings, start: () => void): () => void {
  const stopper = new AbortController();
  let missed = false;
  const see = (event: Event) => {
    // A form may come later, but moves are too many to look for it on each.
    if (event.type === 'pointermove' && (missed || privacy === 'minimal')) return;
    try {
      const target = event.target as Element | null;
      const here = privacy === 'minimal' ? target?.closest?.(protect) : document.querySelector(protect);
      missed = !here;
      if (!here) return;
      stopper.abort();
      start();
    } catch {
      // A hostile page: what it broke is not watched.
    }
  };
  const options = { capture: true, passive: true, signal: stopper.signal };
  for (const type of FIRST) window.addEventListener(type, see, options);
  return () => stopper.abort();
}
