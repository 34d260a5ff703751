import { html } from 'hono/html';
import { type Frame, type Html, page } from './layout.ts';

/** A page with one thing to say and one way on. */
export function noticePage(
  frame: Frame,
  {
    title,
    text,
    href,
    link,
  }: { readonly title: string; readonly text: string; readonly href: string; readonly link: string },
): Html {
  return page(frame, {
    title,
    main: html`<section class="narrow"><h1>${title}</h1><p class="lead">${text}</p>
    <p><a class="button primary" href="${href}">${link}</a></p></section>`,
  });
}
