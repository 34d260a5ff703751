/** The attributes that decide, on an element or around it, what may be told of it (`fields.ts`). */
const DECISIVE = ['data-tellsign-ignore', 'type', 'autocomplete', 'contenteditable'];

/**
 * Notices changes to one element and to what it stands in, so that nobody has to ask the page at every key.
 */
export interface Ancestry {
  /** Watches this element, and no longer the one before. */
  watch(element: Element): void;
  /**
   * Whether a decisive attribute or the element's place has changed since `watch`; as of now, not of the last
   * task.
   */
  hasChanged(): boolean;
  stop(): void;
}

/**
 * Observes the element and each of its ancestors by itself, across shadow roots. What a page does elsewhere
 * costs nothing. Whatever moves, the element or an ancestor, leaves a parent that is observed.
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
      // Records that the browser has not delivered yet.
      changed ||= observer.takeRecords().length > 0;
      return changed;
    },
    stop,
  };
}
