import type { Frame, Page } from 'playwright-core';

/** What a visit needs of a driver, so that one row serves every browser. Of a frame: what is in it. */
export interface Hand {
  /** Focuses a field, of open shadow trees too, and types into it. */
  fill(selector: string, text: string): Promise<unknown>;
  click(selector: string): Promise<unknown>;
  /** Into whatever has the focus; `\t` is the Tab key, `\n` Enter. */
  type(text: string): Promise<unknown>;
  evaluate<T, A = undefined>(look: (given: A) => T | Promise<T>, given?: A): Promise<T>;
  frame(name: string): Promise<Hand>;
}

/** A script for the page, with what it is given. */
export const scriptOf = <T, A>(look: (given: A) => T, given?: A): string =>
  `(${look})(${given === undefined ? '' : JSON.stringify(given)})`;

const KEYS: Readonly<Record<string, string>> = { '\t': 'Tab', '\n': 'Enter' };

/** Chromium's, by Playwright. */
export function byPlaywright(scope: Page | Frame, page: Page): Hand {
  return {
    fill: (selector, text) => scope.fill(selector, text),
    click: (selector) => scope.click(selector),
    type: async (text) => {
      for (const [, words = '', key = ''] of text.matchAll(/([^\t\n]*)([\t\n]|$)/g)) {
        await page.keyboard.type(words);
        if (key) await page.keyboard.press(KEYS[key] ?? '');
      }
    },
    evaluate: (look, given) =>
      scope.evaluate(scriptOf(look, given)) as ReturnType<typeof scope.evaluate<never>>,
    frame: async (name) => {
      const frame = page.frame(name);
      if (!frame) throw new Error(`no frame ${name}`);
      return byPlaywright(frame, page);
    },
  };
}

/** Focuses an element, wherever in open shadow trees; a browser's driver may not look there. */
function focusDeep(selector: string): void {
  const find = (root: ParentNode): HTMLElement | null => {
    const here = root.querySelector<HTMLElement>(selector);
    if (here) return here;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inside = shadowRoot && find(shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const found = find(document);
  if (!found) throw new Error(`no ${selector}`);
  if (/^(a|button)$/i.test(found.tagName)) found.click();
  else found.focus();
}

/** Where a driver has no more than scripts and keys. */
export function byKeys({
  evaluate,
  keys,
  frame,
}: {
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly keys: (text: string) => Promise<unknown>;
  readonly frame: (name: string) => Promise<Hand>;
}): Hand {
  const click = (selector: string) => evaluate(scriptOf(focusDeep, selector));
  return {
    fill: async (selector, text) => {
      await click(selector);
      await keys(text);
    },
    click,
    type: keys,
    evaluate: (look, given) => evaluate(scriptOf(look, given)) as Promise<never>,
    frame,
  };
}
