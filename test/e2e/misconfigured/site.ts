import { readFile } from 'node:fs/promises';
import type { NonceResponse } from '../../../src/contract/protocol.ts';
import { guard } from '../../../src/server/middleware/next.ts';
import { html, openSite, type Route, type Site } from '../../setup/site.ts';
import { openVerifier } from '../../setup/verifier.ts';

const SID = 'visitor';
const FORM = `<form data-tellsign="checkout" method="post" action="/pay" id="order">
  <input id="name" name="name"><button id="pay">Pay</button></form>`;
const PAGE = `<!doctype html><title>shop</title>
  <script src="/tellsign/tellsign.js" data-debug data-engine="exact" data-timeout-ms="20000" defer></script>`;

/** What is wrong with a site that is otherwise right. */
export interface Fault {
  readonly routes?: Readonly<Record<string, Route>>;
  /** Headers of the page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes the form. */
  readonly form?: (form: string) => string;
  /** The page brings a nonce that is as old, seconds: it comes from a cache, or another clock. */
  readonly pageAgeSeconds?: number;
  /** Session of the nonce route. */
  readonly nonceSid?: string;
}

/** What the guard told the site's hook of a payment. */
export interface Told {
  readonly code: string;
  readonly hint: string | null;
}

export interface FaultySite extends Site {
  readonly told: readonly Told[];
}

/** A shop with one fault: page, nonce route, and a guard before `/pay`. */
export async function openFaultySite(fault: Fault): Promise<FaultySite> {
  const manifest: object = JSON.parse(await readFile('dist/manifest.json', 'utf8'));
  let behindMs = (fault.pageAgeSeconds ?? 0) * 1000;
  const verifier = await openVerifier(
    await readFile('dist/model.onnx'),
    manifest,
    () => Date.now() - behindMs,
  );
  const kept = behindMs > 0 ? metaOf(await verifier.issueNonce({ action: 'checkout', sid: SID })) : '';
  behindMs = 0;
  const told: Told[] = [];
  const checkout = guard({
    verifier,
    noVerdict: 'challenge',
    expect: () => ({ action: 'checkout', sid: SID }),
    onVerdict: (verification, _request, { hint }) => {
      told.push({ code: verification.ok ? 'ok' : verification.code, hint });
    },
  });
  const form = fault.form?.(FORM) ?? FORM;
  const nonce: Route = async (request) => {
    const { op } = (await request.json()) as { readonly op: string };
    return Response.json(await verifier.issueNonce({ action: op, sid: fault.nonceSid ?? SID }));
  };
  const paid: Route = html('<!doctype html><title>paid</title><p id="paid">paid');
  const site = await openSite(
    {
      '/': html(PAGE + kept + form, fault.headers),
      '/pay': checkout(async (request) => paid(request)),
      '/tellsign/nonce': nonce,
      ...fault.routes,
    },
    'dist',
  );
  return { ...site, told };
}

const metaOf = ({ nonce, now, exp, aud }: NonceResponse): string =>
  `<meta name="vrd" data-op="checkout" data-nonce="${nonce}" data-now="${now}" data-exp="${exp}" data-aud="${aud}">`;
