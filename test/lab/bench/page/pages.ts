/** The pages of the bench: the same form, with different scripts that watch it. */

const FORM = `
<form data-tellsign="checkout" style="position:fixed;top:0">
  <p><label>Name <input id="name" autocomplete="name"></label>
  <p><label>Street <input id="street" autocomplete="address-line1"></label>
  <p><button type="button">Pay</button>
</form>
<div style="height:4000px"></div>`;

const page = (head: string) => `<!doctype html><meta charset="utf-8"><title>bench</title>${head}${FORM}`;

/** The least cost of watching: listeners for the same events that keep a few numbers of each. */
const BARE = `<script>
  const kept = new Float64Array(65536);
  let next = 0;
  const keep = (event) => {
    kept[next++ & 65535] = event.timeStamp;
    kept[next++ & 65535] = event.clientX || 0;
    kept[next++ & 65535] = event.clientY || 0;
  };
  for (const kind of ['pointermove', 'pointerdown', 'pointerup', 'click', 'wheel', 'scroll', 'keydown', 'keyup', 'focusin', 'focusout', 'input'])
    addEventListener(kind, keep, { passive: true, capture: true });
</script>`;

/** The tag as the README has it: at idle also onnxruntime-web, in the worker. */
const WATCHED = '<script src="/tellsign/tellsign.js" data-endpoint="/tellsign" defer></script>';
/** The same without onnxruntime-web. */
const EXACT = WATCHED.replace('defer', 'data-engine="exact" defer');

export const CONTROL_PAGE = page('');
export const BARE_PAGE = page(BARE);
export const WATCHED_PAGE = page(WATCHED);
export const EXACT_PAGE = page(EXACT);

/** A peer, bundled with its start (`peers.ts`). */
export const peerPage = (peer: string): string => page(`<script src="/${peer}.js" defer></script>`);
