import { PAGE_CSS } from './page-style.ts';
import { createPanel, type Panel } from './panel.ts';
import { PANEL_CSS } from './style.ts';

const TAG = 'tellsign-inspector';
/** Of the page, `open` or `closed`: it makes room for the panel. */
const STATE = 'tellsignInspector';
/** Below this width the panel is at the foot, and closed at first. As in the style. */
const NARROW = '(max-width: 60em)';

/** Puts the panel into the page. */
export function mount(): { readonly panel: Panel; close(): void } {
  const panel = createPanel();
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: 'open' });
  // Sheets made by script are no inline style, which a page's policy may forbid.
  root.adoptedStyleSheets = [sheetOf(PANEL_CSS)];
  const pageSheet = sheetOf(PAGE_CSS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageSheet];
  const { dataset } = document.documentElement;
  const tell = () => {
    dataset[STATE] = panel.node.open ? 'open' : 'closed';
  };
  panel.node.open = !matchMedia(NARROW).matches;
  panel.node.addEventListener('toggle', tell);
  tell();
  root.append(panel.node);
  document.body.append(host);
  return {
    panel,
    close() {
      // The browser tells of it later, when the page's mark is gone.
      panel.node.removeEventListener('toggle', tell);
      host.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== pageSheet);
      delete dataset[STATE];
    },
  };
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
