/**
 * A form's controls shadow its own members (`<input name="append">`), so that only the prototype's members
 * are safe to call. The prototypes are read when they are needed: on a server there are none.
 */
const proto = () => HTMLFormElement.prototype;

export const matches = (form: HTMLFormElement, selector: string) => proto().matches.call(form, selector);
export const attributeOf = (element: Element, name: string) =>
  Element.prototype.getAttribute.call(element, name);
export const attributeNamesOf = (form: HTMLFormElement) => proto().getAttributeNames.call(form);
export const findIn = (form: HTMLFormElement, selector: string) => proto().querySelector.call(form, selector);
export const append = (form: HTMLFormElement, child: Element) => proto().append.call(form, child);
export const remove = (element: Element) => Element.prototype.remove.call(element);
export const rootOf = (form: HTMLFormElement) => proto().getRootNode.call(form);

/** Sets the attribute, or removes it for null. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) Element.prototype.removeAttribute.call(element, name);
  else Element.prototype.setAttribute.call(element, name, value);
}
