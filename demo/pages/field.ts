import { html } from 'hono/html';
import { type FieldErrors, type FieldName, type Fields, MAX_LENGTH } from '../shop/fields.ts';
import type { Html } from './layout.ts';

export interface FieldSpec {
  readonly name: FieldName;
  readonly label: string;
  /** WHATWG autofill token. */
  readonly autocomplete: string;
  /** @default 'text' */
  readonly type?: 'text' | 'email' | 'tel';
  readonly inputmode?: 'email' | 'tel' | 'numeric';
  readonly placeholder?: string;
  readonly hint?: string;
  /** Makes it a select. */
  readonly options?: Readonly<Record<string, string>>;
}

/** Fields whose values are never written back into a page. */
const SECRET: ReadonlySet<FieldName> = new Set(['card', 'exp', 'cvv']);

/** One labelled field with its hint, and its error beside it. */
export function field(
  spec: FieldSpec,
  state: { readonly fields: Fields; readonly errors: FieldErrors },
): Html {
  const { name, label, hint } = spec;
  const error = state.errors[name];
  const described = [
    hint === undefined ? '' : `${name}-hint`,
    error === undefined ? '' : `${name}-error`,
  ].filter(Boolean);
  const aria = html`${described.length > 0 ? html` aria-describedby="${described.join(' ')}"` : ''}${error === undefined ? '' : html` aria-invalid="true"`}`;
  const value = SECRET.has(name) ? '' : state.fields[name];
  return html`<div class="field f-${name}">
    <label for="${name}">${label}</label>
    ${spec.options === undefined ? input(spec, value, aria) : select(spec, { value, aria, options: spec.options })}
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${error === undefined ? '' : html`<p class="error" id="${name}-error">${error}</p>`}
  </div>`;
}

function input(spec: FieldSpec, value: string, aria: Html): Html {
  return html`<input id="${spec.name}" name="${spec.name}" type="${spec.type ?? 'text'}" autocomplete="${spec.autocomplete}"
    maxlength="${MAX_LENGTH[spec.name]}" required${spec.inputmode === undefined ? '' : html` inputmode="${spec.inputmode}"`}${
      spec.placeholder === undefined ? '' : html` placeholder="${spec.placeholder}"`
    } value="${value}"${aria}>`;
}

function select(
  spec: FieldSpec,
  {
    value,
    aria,
    options,
  }: { readonly value: string; readonly aria: Html; readonly options: Readonly<Record<string, string>> },
): Html {
  return html`<select id="${spec.name}" name="${spec.name}" autocomplete="${spec.autocomplete}" required${aria}>
    <option value="">Choose</option>
    ${Object.entries(options).map(([code, name]) => html`<option value="${code}"${code === value ? ' selected' : ''}>${name}</option>`)}
  </select>`;
}
