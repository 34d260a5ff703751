/**
 * Runs `run` outside any zone of zone.js. Angular checks the whole app after every task of its zone: a
 * listener registered inside it would cause a check at every move of the pointer.
 */
export function outsideZone<T>(run: () => T): T {
  const { Zone } = globalThis as { readonly Zone?: { readonly root?: { run?(run: () => T): T } } };
  return Zone?.root?.run ? Zone.root.run(run) : run();
}
