/**
 * A form's controls shadow its own members (`<input name="append">`), so only the prototype's members are
 * safe to call. The prototypes are read at each call, because a server has none.
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
/** Shadow trees do not end it. */
export const outermostOf = (form: HTMLFormElement) => proto().getRootNode.call(form, { composed: true });

/** Sets the attribute, or removes it for null. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) Element.prototype.removeAttribute.call(element, name);
  else Element.prototype.setAttribute.call(element, name, value);
}

/**
 * A member as the browser's own prototype has it. A form's controls shadow its members, and frameworks watch
 * a control by a property of the same name on the element.
 */
export const getFrom = (element: Element, name: string): unknown =>
  Reflect.get(Object.getPrototypeOf(element), name, element);
/** Sets it there. */
export const setOn = (element: Element, name: string, value: unknown): boolean =>
  Reflect.set(Object.getPrototypeOf(element), name, value, element);
