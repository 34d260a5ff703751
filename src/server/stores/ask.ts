/**
 * A store's answer. Undefined, which no store may answer, if it throws, rejects or is later than `timeoutMs`.
 */
export async function ask<T>(question: () => T | Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  });
  try {
    return await Promise.race([question(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
