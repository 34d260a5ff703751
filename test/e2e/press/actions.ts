/**
 * What a page or its visitor may do between the press and the release, as code of the page. `form`, `button`
 * and `main` are those that were there at the press; `find` looks below the form.
 */
export const ACTIONS = {
  'edit a field': 'find("[name=name]").value = "Eve"',
  'empty all fields':
    'for (const field of form.querySelectorAll("input:not([type=hidden])")) field.value = ""',
  'choose otherwise': 'find("[name=gift]").checked = false; find("select").selectedIndex = 0',
  'reset the form': 'form.reset()',
  'take the files away': 'find("[type=file]").value = ""',
  'switch all controls off': 'for (const control of form.elements) control.disabled = true',
  'switch the fieldset off': 'find("fieldset").disabled = true',
  'switch the button off': 'button.disabled = true',
  'remove a field': 'find("[name=name]").remove()',
  'rename a field': 'find("[name=name]").name = "other"',
  'add a field': 'form.insertAdjacentHTML("beforeend", "<input name=late value=1>")',
  'add a field that is missing': 'form.insertAdjacentHTML("beforeend", "<input required>")',
  'replace the form': 'form.replaceWith(form.cloneNode(true))',
  'render the page afresh': 'main.innerHTML = String(main.innerHTML)',
  'move the form': 'document.body.append(form)',
  'remove the form': 'form.remove()',
  'empty the page': 'document.body.innerHTML = "<p>Thank you"',
  'open the document afresh': 'document.open(); document.write("<p>Thank you"); document.close()',
  'move the button out': 'document.body.prepend(button); button.removeAttribute("form")',
  'remove the button': 'button.remove()',
  'rename the button': 'button.value = "other"',
  'press once more': 'button.click()',
  'press what stands there now': 'document.querySelector("#pay").click()',
  'submit once more': 'form.requestSubmit()',
  'dispatch a submit event':
    'form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }))',
  'stop all timers':
    'for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id); globalThis.setTimeout = () => 0',
  'change the action': 'form.action = "/nowhere"',
  'change the method': 'form.method = form.method === "get" ? "post" : "get"',
  'change the encoding': 'form.enctype = "text/plain"',
  'change the target': 'form.target = "other"',
  'change the button’s action': 'button.setAttribute("formaction", "/nowhere")',
  'change the button’s method': 'button.setAttribute("formmethod", "get")',
  'push an address': 'history.pushState(null, "", "/deep/er")',
  'set a base': 'document.head.insertAdjacentHTML("beforeend", "<base href=/deep/>")',
  'mount a guard': 'const m = await import("/tellsign/index.js"); m.guardForms(m.load({ engine: "exact" }))',
  'go elsewhere': 'location.href = "/elsewhere"',
} as const satisfies Readonly<Record<string, string>>;
export type Action = keyof typeof ACTIONS;

/** Other scripts that have a hand in the submission, and what they do. */
export const VENDORS = {
  nobody: '',
  'adds a field at submit': `
    const field = event.target.querySelector('[name=csrf]') ?? document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'csrf', value: 'x' });
    event.target.append(field);`,
  'edits a field at submit': `
    const field = event.target.querySelector('[name=name]');
    if (field) field.value = field.value.toUpperCase();`,
  refuses: 'event.preventDefault()',
  'sends the entries itself': `
    event.preventDefault();
    const entries = new FormData(event.target);
    if (event.submitter) entries.append('how', event.submitter.value);
    send(entries);`,
  'sends what it reads field by field': `
    event.preventDefault();
    const entries = new FormData();
    for (const control of event.target.elements) {
      if (!control.name || control.matches(':disabled, fieldset, button, [type=image], [type=file]')) continue;
      if (/radio|checkbox/.test(control.type) && !control.checked) continue;
      entries.append(control.name, control.value);
    }
    if (event.submitter) entries.append('how', event.submitter.value);
    send(entries);`,
  'submits in its handler': 'event.preventDefault(); HTMLFormElement.prototype.submit.call(event.target)',
  'holds and submits again': 'hold(event, (form, submitter) => form.requestSubmit(submitter))',
  'holds and clicks again': 'hold(event, (form, submitter) => submitter.click())',
  'holds and submits plainly': 'hold(event, (form) => form.submit())',
  'stops all and submits again':
    'if (hold(event, (form, submitter) => form.requestSubmit(submitter))) event.stopImmediatePropagation()',
} as const satisfies Readonly<Record<string, string>>;
export type Vendor = keyof typeof VENDORS;

/** Where such a script listens. `early` is the window, in the capture phase, before tellsign. */
export const PLACES = ['form', 'main', 'document', 'early'] as const;
export type Place = (typeof PLACES)[number];

const SCRIPT =
  '<script src="/tellsign/tellsign.js" data-engine="exact" data-timeout-ms="10000" ATTRS></script>';
const module = (code: string) =>
  `<script type="module">import * as m from '/tellsign/index.js'; ${code}</script>`;
const OPTIONS = "{ engine: 'exact', timeoutMs: 10000 }";

/** How the page comes to be guarded. */
export const GUARDS = {
  'script tag': SCRIPT.replace('ATTRS', ''),
  'script tag, deferred': SCRIPT.replace('ATTRS', 'defer'),
  module: module(`m.guardForms(m.load(${OPTIONS}))`),
  'two guards': module(`const c = m.load(${OPTIONS}); m.guardForms(c); m.guardForms(c, document)`),
  'two clients': module(`m.guardForms(m.load(${OPTIONS})); m.guardForms(m.load(${OPTIONS}), document.body)`),
  'script tag and module': `${SCRIPT.replace('ATTRS', '')}${module(`m.guardForms(m.load(${OPTIONS}))`)}`,
  'two copies': module(
    `m.guardForms(m.load(${OPTIONS})); const n = await import('/tellsign/index.js?copy'); n.guardForms(n.load(${OPTIONS}))`,
  ),
} as const satisfies Readonly<Record<string, string>>;
export type Guard = keyof typeof GUARDS;

/** How the visitor, or a script in his place, presses. */
export const PRESSES = ['click', 'enter', 'click by script', 'requestSubmit'] as const;
export type PressKind = (typeof PRESSES)[number];
