import { ACTIONS, type Action, GUARDS, VENDORS } from './actions.ts';
import type { Scenario } from './scenario.ts';

/** Natively, these submit a second time (in Firefox a synthetic event does), or take the first one back. */
const SINGLE: readonly Action[] = [
  'press once more',
  'press what stands there now',
  'submit once more',
  'dispatch a submit event',
  'go elsewhere',
  'open the document afresh',
  'mount a guard',
];

/**
 * The page of a scenario. As a control it has no tellsign, and nothing is pressed twice or left behind: what
 * arrives from it is what one press sends.
 */
export function pageOf(
  scenario: Scenario,
  { run, isGuarded }: { readonly run: string; readonly isGuarded: boolean },
): string {
  const { guard, vendor, place } = scenario;
  const actions = scenario.actions.filter((action) => isGuarded || !SINGLE.includes(action));
  const code = actions.map((action) => `async () => { ${ACTIONS[action]} }`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>press</title>
<script>
  const server = fetch.bind(window);
  const channel = new MessageChannel();
  /** A task of its own, which no timer makes. */
  const task = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  const send = (entries) => server('/pay?fetched', { method: 'POST', body: entries, keepalive: true });
  let held = null, isPassing = false, isOver = false;
  const submitAgain = async () => {
    await task();
    if (!held) return;
    const { form, submitter, how } = held;
    held = null;
    isPassing = true;
    try { how(form, submitter); } finally { isPassing = false; }
  };
  /** Another vendor holds a submission until everything else has happened. */
  const hold = (event, how) => {
    if (isPassing) return false;
    event.preventDefault();
    held ??= { form: event.target, submitter: event.submitter, how };
    if (isOver) submitAgain();
    return true;
  };
  const vendor = (event) => { ${VENDORS[vendor]} };
  const find = (selector) => form.querySelector(selector);
  let form, button, main;
  addEventListener('submit', async () => {
    // A browser plans a native submission in a task of its own.
    await task();
    await task();
    for (const act of [${code.join(', ')}]) {
      try { await act(); } catch {}
      await task();
    }
    isOver = true;
    await server('/over?run=${run}', { method: 'POST', keepalive: true });
    submitAgain();
  }, { capture: true, once: true });
  ${place === 'early' ? "addEventListener('submit', vendor, true);" : ''}
</script>
<body><main>${formOf(scenario, run)}</main><iframe name="sink"></iframe>
<script>
  form = document.forms[0];
  button = document.querySelector('#pay');
  main = document.querySelector('main');
  const files = new DataTransfer();
  files.items.add(new File(['hello'], 'order.txt', { type: 'text/plain', lastModified: 5 }));
  if (find('[type=file]')) find('[type=file]').files = files.files;
  ${place === 'early' ? '' : `${place}.addEventListener('submit', vendor);`}
</script>
${isGuarded ? GUARDS[guard] : ''}`;
}

function formOf({ method, enctype, action, target, button }: Scenario, run: string): string {
  const where = { form: '/pay', button: '/nowhere', relative: 'pay', none: null }[action];
  const attributes = `${where === null ? '' : `action="${where}"`} ${target && `target="${target}"`}`;
  const own = action === 'button' ? 'formaction="/pay"' : '';
  const tag =
    button === 'image'
      ? `<input type="image" alt="Pay" id="pay" name="how" value="card" ${own}>`
      : `<button id="pay" name="how" value="card" ${own} ${button === 'outside' ? 'form="order"' : ''}>Pay</button>`;
  return `<form id="order" data-tellsign="checkout" method="${method}" enctype="${enctype}" ${attributes}>
    <input type="hidden" name="run" value="${run}">
    <fieldset><input name="name" value="Ada"><input type="checkbox" name="gift" value="yes" checked>
    <select name="size"><option>S<option selected>L</select><textarea name="note">two
lines</textarea></fieldset>
    <input type="file" name="proof">
    ${button === 'outside' ? '' : tag}</form>${button === 'outside' ? tag : ''}`;
}
