/**
 * Programs by the word that starts them; each is a module that runs when it is imported and reads
 * `process.argv`.
 */
export type Programs = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Runs the program that the first argument names, with the arguments after it. Resolves to false, with a line
 * on standard error, where there is no such program.
 */
export async function runProgram(programs: Programs, command: string): Promise<boolean> {
  const [node = '', file = '', name = '', ...rest] = process.argv;
  if (!Object.hasOwn(programs, name)) {
    const names = Object.keys(programs).join(', ');
    process.stderr.write(`usage: npm run ${command} -- NAME [ARGUMENT …], where NAME is one of ${names}\n`);
    return false;
  }
  process.argv = [node, file, ...rest];
  await programs[name]?.();
  return true;
}
