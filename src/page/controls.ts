import { getFrom, setOn } from './native.ts';

/** What a visitor or a page can change about a control. The order matters: `value` chooses an option, too. */
const STATES = ['disabled', 'files', 'value', 'checked', 'selected'] as const;
const CONTROLS = /^(input|select|option|textarea|button|fieldset)$/;

type Noted = readonly [control: Element, state: (typeof STATES)[number], value: unknown];

/**
 * Notes how the form's controls are set. The returned function sets them so again, for page scripts that read
 * a form field by field; what that returns takes it back.
 */
export function noteControls(form: HTMLFormElement, submitter: HTMLElement | null): () => () => void {
  const controls = new Set([...controlsOf(form), ...(submitter ? [submitter] : [])]);
  const noted = [...controls].flatMap((control) =>
    STATES.filter((state) => has(control, state)).map(
      (state): Noted => [control, state, getFrom(control, state)],
    ),
  );
  return () => {
    const undo = noted.map(([control, state, value]) => {
      const current = getFrom(control, state);
      if (current === value) return () => {};
      setOn(control, state, value);
      return () => {
        // A handler that changed it meanwhile has the last word.
        if (getFrom(control, state) === value) setOn(control, state, current);
      };
    });
    return () => {
      for (const act of undo) act();
    };
  };
}

function controlsOf(form: HTMLFormElement): Element[] {
  const elements = getFrom(form, 'elements') as HTMLFormControlsCollection;
  const controls = [...elements].flatMap((control) =>
    control instanceof HTMLSelectElement ? [control, ...control.options] : [control],
  );
  return controls.filter(({ localName }) => CONTROLS.test(localName));
}

/** No script may give a file's name: its value is its files. */
const has = (control: Element, state: string) =>
  state in control && !(state === 'value' && (control as HTMLInputElement).type === 'file');
