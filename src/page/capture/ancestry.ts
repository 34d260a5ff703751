/**
 * The attributes, of an element or its ancestors, that decide what may be recorded about it (`fields.ts`).
 */
const DECISIVE = ['data-tellsign-ignore', 'type', 'autocomplete', 'contenteditable'];

/** Notices changes to one element and its ancestors, so that the page need not be searched at every key. */
export interface Ancestry {
  /** Watches this element instead of the one before. */
  watch(element: Element): void;
  /**
   * Whether a decisive attribute or the element's place has changed since `watch`, changes of this task
   * included.
   */
  hasChanged(): boolean;
  stop(): void;
}

/**
 * Observes the element and each of its ancestors, across shadow roots. Changes elsewhere on the page cost
 * nothing. If the element or an ancestor moves, it leaves a parent that is observed.
 */
export function createAncestry(): Ancestry {
  let changed = true;
  const observer = new MutationObserver(() => {
    changed = true;
  });
  const stop = () => {
    observer.disconnect();
    changed = true;
  };
  return {
    watch: (element) => {
      stop();
      let node: Node | null = element;
      while (node) {
        observer.observe(node, { childList: true, attributeFilter: DECISIVE });
        node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
      }
      changed = false;
    },
    hasChanged: () => {
      // Changes that the browser has not delivered yet.
      changed ||= observer.takeRecords().length > 0;
      return changed;
    },
    stop,
  };
}
