import { type Frame, homeOf } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';

export interface Message {
  readonly title: string;
  readonly text: string;
}

/** A page that only says something: not found, not allowed, not now. */
export const messagePage = (frame: Frame, { title, text }: Message): Html =>
  layout(frame, {
    title,
    page: null,
    main: html`<section class="card empty">${icon('question')}<h1>${title}</h1><p>${text}</p><a class="button" href="${homeOf(frame)}">To the queue</a></section>`,
  });
