import { html, raw } from 'hono/html';
import type { NonceResponse } from '../../../../../src/contract/protocol.ts';

export type Html = ReturnType<typeof html>;

/**
 * Keep the events; and the machine, not the tool, is to blame when many browsers at a time make a verdict
 * late.
 */
export const SDK_OPTIONS = 'data-debug data-timeout-ms="15000"';

export interface Frame {
  readonly op: string;
  readonly nonceResponse: NonceResponse;
  readonly title: string;
  readonly main: Html;
  /** Selector of what the SDK protects, where it is not a form. */
  readonly protect?: string;
  /** Further script of `pages/client`. */
  readonly script?: string;
}

/** A page of the lab: the SDK as a site embeds it, and the lab's hook after it. */
export function frame({ op, nonceResponse, title, main, protect, script }: Frame): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="vrd" data-op="${op}" data-nonce="${nonceResponse.nonce}" data-now="${nonceResponse.now}" data-exp="${nonceResponse.exp}" data-aud="${nonceResponse.aud}">
<link rel="stylesheet" href="/lab/lab.css">
<script src="/tellsign/tellsign.js" data-endpoint="/lab/tellsign" ${raw(SDK_OPTIONS)}${protect === undefined ? '' : html` data-protect="${protect}"`} defer></script>
<script type="module" src="/lab/client/hook.js"></script>
${script === undefined ? '' : html`<script type="module" src="/lab/client/${script}.js"></script>`}
</head>
<body><main><h1>${title}</h1>${main}</main></body>
</html>`;
}
