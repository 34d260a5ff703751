import { html } from 'hono/html';
import type { Product } from '../shop/catalogue.ts';
import type { Html } from './layout.ts';

/**
 * The shop's own drawings. Colours come from the stylesheet (`.glaze-oat` and so on set the variables), so
 * one drawing serves every glaze. `id` keeps gradients of several drawings on one page apart.
 */
export function artwork(product: Pick<Product, 'art' | 'glaze'>, id: string): Html {
  const drawing = { set: drawSet, mug: drawMug, filters: drawFilters }[product.art];
  return html`<svg class="art glaze-${product.glaze}" viewBox="0 0 480 480" aria-hidden="true" focusable="false">
    <defs>
      <linearGradient id="${id}-glaze" x1="0" x2="1" y1="0" y2="0.25">
        <stop class="glaze-light" offset="0" /><stop class="glaze-mid" offset="0.55" /><stop class="glaze-dark" offset="1" />
      </linearGradient>
      <linearGradient id="${id}-clay" x1="0" x2="1"><stop class="clay-light" offset="0" /><stop class="clay-dark" offset="1" /></linearGradient>
      <radialGradient id="${id}-shade"><stop class="shade-in" offset="0" /><stop class="shade-out" offset="1" /></radialGradient>
    </defs>
    ${drawing(id)}
  </svg>`;
}

const SPECKLES = [
  [196, 118],
  [224, 142],
  [258, 110],
  [288, 132],
  [214, 172],
  [246, 186],
  [272, 164],
  [302, 104],
  [236, 124],
  [206, 148],
] as const;

function drawSet(id: string): Html {
  return html`
    <ellipse cx="240" cy="424" rx="172" ry="20" fill="url(#${id}-shade)" />
    <rect class="wood" x="122" y="402" width="236" height="15" rx="7" />
    <path class="steam" d="M214 44c-12-14 10-22 0-38M258 40c-12-14 10-22 0-38" />
    <clipPath id="${id}-inside"><path d="M150 330h180v72H150z" /><path d="M140 334h200v70H140z" /></clipPath>
    <path class="coffee" clip-path="url(#${id}-inside)" d="M201 236v14c0 22-53 50-57 100-2 30 8 49 27 49h138c19 0 29-19 27-49-4-50-57-78-57-100v-14z" />
    <ellipse class="coffee-top" cx="240" cy="334" rx="94" ry="9" />
    <path class="glass" d="M198 232v18c0 22-53 50-57 100-2 32 8 52 29 52h140c21 0 31-20 29-52-4-50-57-78-57-100v-18z" />
    <path class="shine" d="M166 326c6-24 22-40 34-54M160 372c-3-10-3-18-2-26" />
    <rect class="leather" x="192" y="228" width="96" height="24" rx="6" /><circle class="stud" cx="240" cy="240" r="4" />
    <path class="handle" d="M330 108c58-6 66 62-18 62" stroke="url(#${id}-glaze)" />
    <path d="M138 84c18 46 40 84 60 114q5 9 16 9h52q11 0 16-9c20-30 42-68 60-114z" fill="url(#${id}-glaze)" />
    <path class="ridge" d="M176 112c12 32 26 58 40 84M304 112c-12 32-26 58-40 84M240 114v84" />
    <rect x="152" y="204" width="176" height="20" rx="10" fill="url(#${id}-glaze)" />
    <path class="raw" d="M160 218h160q-4 7-12 7H172q-8 0-12-7z" />
    ${SPECKLES.map(([x, y], index) => html`<circle class="speckle" cx="${x}" cy="${y}" r="${1.4 + (index % 3) * 0.7}" />`)}
    <ellipse cx="240" cy="84" rx="102" ry="15" fill="url(#${id}-glaze)" />
    <ellipse class="bowl" cx="240" cy="84" rx="90" ry="11" />
    <path class="paper" d="M153 83c24-10 54-33 87-33s63 23 87 33c-20 8-50 12-87 12s-67-4-87-12z" />
    <path class="fold" d="M240 52c-4 14-4 28 0 42" />`;
}

function drawMug(id: string): Html {
  return html`
    <ellipse cx="240" cy="400" rx="150" ry="20" fill="url(#${id}-shade)" />
    <path class="steam" d="M206 122c-14-18 12-28 0-48M262 116c-14-18 12-28 0-48" />
    <path class="handle wide" d="M322 208c84-16 92 118-10 116" stroke="url(#${id}-glaze)" />
    <path d="M126 168c0 88 6 152 16 206 3 16 14 24 30 24h136c16 0 27-8 30-24 10-54 16-118 16-206z" fill="url(#${id}-glaze)" />
    <path d="M136 336q3 20 6 38c3 16 14 24 30 24h136c16 0 27-8 30-24q3-18 6-38c-60 10-148 10-208 0z" fill="url(#${id}-clay)" />
    ${SPECKLES.map(([x, y], index) => html`<circle class="speckle" cx="${x - 6}" cy="${y + 110}" r="${1.6 + (index % 3) * 0.9}" />`)}
    <ellipse cx="240" cy="168" rx="114" ry="20" fill="url(#${id}-glaze)" />
    <ellipse class="bowl" cx="240" cy="169" rx="101" ry="15" /><ellipse class="coffee-top" cx="240" cy="174" rx="92" ry="10" />`;
}

function drawFilters(id: string): Html {
  return html`
    <ellipse cx="240" cy="396" rx="156" ry="18" fill="url(#${id}-shade)" />
    <path class="paper" d="M128 190 168 86q72-22 144 0l40 104z" /><path class="fold" d="M240 80v96M176 88l-26 84M304 88l26 84" />
    <rect x="112" y="172" width="256" height="220" rx="10" fill="url(#${id}-clay)" />
    <path class="ridge" d="M112 206h256" /><rect class="label" x="164" y="238" width="152" height="104" rx="6" />
    <path class="mark" d="M206 268h68l-18 34q-3 6-9 6h-14q-6 0-9-6zM198 322h84" />`;
}
