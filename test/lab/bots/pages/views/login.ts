import { html } from 'hono/html';
import type { Html } from './frame.ts';

export const loginView =
  (): Html => html`<form class="card" method="post" action="/lab/login" data-tellsign="login">
  <label for="team">Team</label><input id="team" name="team" autocomplete="organization">
  <label for="user">User name</label><input id="user" name="user" autocomplete="username" autocapitalize="none">
  <label for="secret">Password</label><input id="secret" name="secret" type="password" autocomplete="current-password">
  <p><label><input type="checkbox" id="stay" name="stay"> Stay signed in</label></p>
  <button id="enter">Sign in</button>
</form>`;
