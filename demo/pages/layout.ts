import { html } from 'hono/html';
import { ORIGINS, type OriginName } from '../shop/origins.ts';

export type Html = ReturnType<typeof html>;

const STYLES = ['base', 'fields', 'artwork', 'product', 'checkout', 'verdict', 'decision'];

/** What every page needs besides its content. */
export interface Frame {
  /** `?inspect` was asked for; links and forms carry it on. */
  readonly inspect: boolean;
  /** Pieces in the cart, for the header. */
  readonly pieces: number;
  /** Where the visitor chose to seem to come from. */
  readonly origin: OriginName;
}

/** A link of this shop that keeps `?inspect` on. */
export function at(frame: Frame, path: string): string {
  return frame.inspect ? `${path}?inspect` : path;
}

interface Content {
  readonly title: string;
  readonly main: Html;
  /** Further elements of the head, such as the nonce's meta. */
  readonly head?: Html;
  /** The checkout is the protected page: there the SDK always runs. Elsewhere only for `?inspect`. */
  readonly watched?: boolean;
}

export function page(frame: Frame, { title, main, head, watched = false }: Content): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Stoneware for slow coffee, thrown and glazed by hand.">
<title>${title} · Kiln &amp; Kettle</title>
<link rel="icon" href="/public/icon.svg" type="image/svg+xml">
${STYLES.map((name) => html`<link rel="stylesheet" href="/public/${name}.css">`)}
${head ?? ''}
${watched || frame.inspect ? html`<script src="/tellsign/tellsign.js" data-endpoint="/tellsign"${frame.inspect ? ' data-debug' : ''} defer></script>` : ''}
${frame.inspect ? html`<script type="module" src="/tellsign/inspector.js"></script>` : ''}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
  <a class="brand" href="${at(frame, '/')}">
    <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M5 8h17l-4 9q-1 2-3 2h-3q-2 0-3-2z"/><path class="line" d="M21 10c6-1 7 6-1 6M8 22h11M10 26h7"/></svg>
    Kiln <span>&amp;</span> Kettle
  </a>
  <nav aria-label="Shop">
    <a href="${at(frame, '/')}">Shop</a>
    <a href="${at(frame, '/cart')}">Basket <b class="count" aria-label="${frame.pieces} pieces">${frame.pieces}</b></a>
  </nav>
</header>
<main id="main">${main}</main>
<footer>
  <p>Kiln &amp; Kettle is a demonstration: nothing is sold, charged or delivered.</p>
  <p>The checkout is watched by <b>tellsign</b>: how you type and point, never what. ${
    frame.inspect
      ? html`<a href="?">Close the inspector</a>`
      : html`<a href="?inspect">Open the inspector</a>`
  }</p>
  ${originForm(frame)}
</footer>
</body>
</html>`;
}

/** Stands for the way to another country, which a demonstration cannot ask of anybody. */
function originForm({ origin }: Frame): Html {
  return html`<form class="origins" method="post" action="/origin">
  <span id="origins">You seem to come from</span>
  <div role="group" aria-labelledby="origins">${Object.entries(ORIGINS).map(
    ([value, { name }]) =>
      html`<button name="origin" value="${value}" aria-pressed="${String(value === origin)}">${name}</button>`,
  )}</div></form>`;
}
