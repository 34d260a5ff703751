/** A statement for the page that sets a control as a script there does. */
export const assignment = (id: string, value: string): string => `{
  const control = document.getElementById(${JSON.stringify(id)});
  control.focus();
  control.value = ${JSON.stringify(value)};
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}`;
