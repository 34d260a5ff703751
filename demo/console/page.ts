import { html } from 'hono/html';
import { type Html, page } from '../pages/layout.ts';
import { PEOPLE } from './login.ts';

/** The shop's login. */
export function loginPage(error: string | null): Html {
  const main = html`<section class="narrow"><p class="eyebrow">For the people of the shop</p><h1>Console</h1>
  <p class="lead">Whose browser is this? The password is printed where the shop was started.</p>
  ${error === null ? '' : html`<p class="error" role="alert">${error}</p>`}
  <form class="login" method="post" action="/console/login">
    <fieldset><legend>Name</legend>${Object.entries(PEOPLE).map(
      ([name, { id, does }], index) =>
        html`<label class="choice"><input type="radio" name="name" value="${name}"${index === 0 ? ' checked' : ''}> <b>${id}</b> ${does}</label>`,
    )}</fieldset>
    <div class="field"><label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required></div>
    <button class="button primary">Sign in</button>
  </form></section>`;
  return page({ inspect: false, pieces: 0, origin: 'berlin' }, { title: 'Console', main });
}
