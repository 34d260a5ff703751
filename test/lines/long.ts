/** A line that a reader has to scroll for. */
export interface LongLine {
  /** Counted from 1. */
  readonly line: number;
  readonly characters: number;
}

/**
 * Most characters of a line with a comment: design.md, *Sentences*. Code is wrapped by the formatter, at the
 * same width.
 */
const COMMENT_LIMIT = 110;
/** Most characters of a line of prose: what a window of two panes shows. */
const PROSE_LIMIT = 120;

const isComment = (line: string) => /^\s*(\*( |\/|$)|\/\*|\/\/ )|\s\/\/ /.test(line);
/** A row of a table and an address cannot be broken; a heading and a list item can. */
const isUnbreakable = (line: string) => /^\s*\|/.test(line) || /^\s*\S+$/.test(line);
/** A comment that is for a tool, whose form the tool gives. */
const isDirective = (line: string) => /biome-ignore|@ts-|eslint-/.test(line);

/** Lines of a source file whose comment runs past the limit. */
export function longComments(text: string): readonly LongLine[] {
  return longerThan(text.split('\n'), COMMENT_LIMIT, (line) => isComment(line) && !isDirective(line));
}

/** Lines of prose past the limit, outside of fenced code. */
export function longProse(text: string): readonly LongLine[] {
  let isFenced = false;
  return longerThan(text.split('\n'), PROSE_LIMIT, (line) => {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced;
    return !isFenced && !isUnbreakable(line);
  });
}

function longerThan(
  lines: readonly string[],
  limit: number,
  counts: (line: string) => boolean,
): readonly LongLine[] {
  return lines.flatMap((line, index) => {
    const characters = [...line].length;
    return counts(line) && characters > limit ? [{ line: index + 1, characters }] : [];
  });
}
