import { type Frame, homeOf, type Notice } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { type IconName, icon } from './icon.ts';

/** Pages of the navigation, with the key that leads there after `g`. */
const PAGES = [
  { name: 'queue', path: '/', title: 'Queue', key: 'q' },
  { name: 'policy', path: '/policy', title: 'Policy', key: 'p' },
  { name: 'log', path: '/log', title: 'Log', key: 'o' },
  { name: 'health', path: '/health', title: 'Health', key: 'h' },
  { name: 'learning', path: '/learning', title: 'Learning', key: 'e' },
] as const satisfies readonly {
  readonly name: IconName;
  readonly path: string;
  readonly title: string;
  readonly key: string;
}[];
export type PageName = (typeof PAGES)[number]['name'];

interface Content {
  readonly title: string;
  /** The entry of the navigation that is marked. */
  readonly page: PageName | null;
  readonly main: Html;
}

/** A whole page: navigation, notice, content and what keys do. */
export function layout(frame: Frame, { title, page, main }: Content): Html {
  const { path, reviewer, hasKeys } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · tellsign</title>
<link rel="icon" href="${path}/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${path}/assets/console.css">
<script src="${path}/assets/keys.js" defer></script>
</head>
<body data-keys="${hasKeys ? 'on' : 'off'}">
<a class="skip" href="#main">Skip to content</a>
<header class="rail">
  <a class="brand" href="${homeOf(frame)}">${icon('mark')}<span>tellsign</span></a>
  <nav aria-label="Console">${PAGES.map(
    ({ name, path: at, title: text, key }) => html`
    <a href="${at === '/' ? homeOf(frame) : `${path}${at}`}"${page === name ? html` aria-current="page"` : ''} data-go="${key}">${icon(name)}<span>${text}</span></a>`,
  )}
  </nav>
  <div class="who">
    <p><b>${reviewer.id}</b><span>${reviewer.roles.join(' · ')}</span></p>
    <form method="post" action="${path}/keys"><button class="quiet" name="keys" value="${hasKeys ? 'off' : 'on'}">
      Turn single keys ${hasKeys ? 'off' : 'on'}</button></form>
  </div>
</header>
<main id="main" tabindex="-1">
${frame.notice && noticeBar(frame, frame.notice)}
${main}
</main>
${keyHelp()}
</body>
</html>`;
}

function noticeBar({ path }: Frame, { tone, text, caseId, undo }: Notice): Html {
  return html`<div class="notice ${tone}" role="status">
  ${icon(tone === 'done' ? 'check' : 'alert')}<p>${text}${caseId === undefined ? '' : html` <a href="${path}/case/${caseId}">Look at it again</a>`}</p>
  ${
    undo &&
    html`<form method="post" action="${path}/case/${undo.caseId}/undo"><button class="small" data-key="z" aria-keyshortcuts="z">
    Undo <kbd>z</kbd></button></form><i class="countdown" aria-hidden="true"></i>`
  }
</div>`;
}

const KEYS = [
  ['n', 'take the next case'],
  ['j k', 'next and previous row'],
  ['Enter', 'open the row'],
  ['f l u', 'fraud, legitimate, unsure'],
  ['1 – 9', 'the reason; this answers the case'],
  ['w', 'pass the case over for now'],
  ['c', 'correct the answer of a closed case'],
  ['s', 'snooze a rule for this account'],
  ['d', 'put its key, account or card on the deny list'],
  ['r', 'write a rule from the case'],
  ['z', 'undo, for ten seconds'],
  ['g q', 'go to the queue; p policy, o log, h health, e learning'],
  ['?', 'these keys'],
] as const;

function keyHelp(): Html {
  return html`<dialog id="keys" aria-labelledby="keys-title">
  <form method="dialog"><h2 id="keys-title">Keys</h2>
  <dl class="keys">${KEYS.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${text}</dd></div>`)}</dl>
  <button class="small" autofocus>Close</button></form>
</dialog>`;
}
