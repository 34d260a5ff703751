import { LABEL_OUTCOMES, REASON_NAMES, reasonEntry } from '../../src/decide/label/vocabulary.ts';

/** The table of all reasons, in Markdown, as `docs/labels.md` has it. */
export function vocabularyTable(): string {
  const rows = REASON_NAMES.map((name) => {
    const { outcomes, sources, text, keys = {} } = reasonEntry(name);
    const pressed = LABEL_OUTCOMES.flatMap((outcome) =>
      keys[outcome] === undefined ? [] : `\`${outcome[0]}\` \`${keys[outcome]}\``,
    );
    return `| \`${name}\` | ${outcomes.join(', ')} | ${sources.join(', ')} | ${pressed.join(', ')} | ${text} |`;
  });
  return ['| reason | goes with | comes from | keys | says |', '|---|---|---|---|---|', ...rows].join('\n');
}
