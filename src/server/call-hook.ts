/**
 * Calls a hook of the site's at once, and waits for nothing. One that fails, then or later, changes nothing.
 */
export function callHook<T extends readonly unknown[]>(
  hook: ((...told: T) => unknown) | undefined,
  ...told: T
): void {
  // `await` accepts any thenable, even one that throws.
  const call = async () => {
    await hook?.(...told);
  };
  call().catch(() => undefined);
}
