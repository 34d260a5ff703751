import { html } from 'hono/html';
import type { Html } from './frame.ts';

export const plannerView = (): Html => html`<div id="planner" class="card"></div>`;
