/** A statement that the database keeps as a function. */
export interface KeptStatement {
  /** Makes the function, inside a block of PL/pgSQL, unless it is there. */
  readonly create: string;
  /** Calls it, with the statement's own parameters. */
  readonly call: string;
}

/**
 * How a function is planned: once, because planning anew for each value costs more than partitions that are
 * left out; and by index alone, because the tables are empty when PGlite plans it, and it reads whole tables
 * later. Compiling such a plan takes longer than running it.
 */
const SETTINGS = ['plan_cache_mode = force_generic_plan', 'jit = off']
  .concat(['seqscan', 'hashjoin', 'mergejoin'].map((way) => `enable_${way} = off`))
  .map((setting) => `SET ${setting}`)
  .join(' ');

/**
 * Every connection then parses and plans a statement of thousands of characters once. Of a decision on PGlite
 * that leaves 2 ms of 8. The function's name follows from its text, so versions of the package that run
 * beside each other have one each.
 *
 * @param columns of the answer, with their types
 */
export function keepStatement(name: string, statement: string, columns: string): KeptStatement {
  const types = parametersOf(statement);
  const definition = `(${types.join(', ')}) RETURNS TABLE (${columns})
    LANGUAGE plpgsql ${SETTINGS} AS $body$
    #variable_conflict use_column
    BEGIN RETURN QUERY ${statement}; END $body$`;
  const own = `tellsign_${name}_${digestOf(definition)}`;
  return {
    create: `
  IF to_regproc('${own}') IS NULL THEN
    CREATE FUNCTION ${own}${definition};
  END IF;`,
    call: `SELECT * FROM ${own}(${types.map((_, index) => `$${index + 1}`).join(', ')})`,
  };
}

/** Types of `$1`, `$2` and so on, as the statement casts them. @throws TypeError for one that it does not */
function parametersOf(statement: string): readonly string[] {
  const types: string[] = [];
  for (const [, place, type = ''] of statement.matchAll(/\$(\d+)::(\w+)/g)) types[Number(place) - 1] = type;
  return Array.from(types, (type, index) => {
    if (type === undefined) throw new TypeError(`$${index + 1} has no type`);
    return type;
  });
}

/** Tells texts of one kind apart; nobody chooses them. */
function digestOf(text: string): string {
  let digest = 0;
  for (let place = 0; place < text.length; place++)
    digest = (Math.imul(digest, 31) + text.charCodeAt(place)) >>> 0;
  return digest.toString(36);
}
