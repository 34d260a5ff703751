import { memoryReplay } from '../../../../src/server/stores/memory-replay.ts';

/** A replay store that answers when it is told to. */
export function slowReplay() {
  const store = memoryReplay({ allowSingleProcess: true });
  let answer: () => void = () => undefined;
  let ask: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const consume: typeof store.consume = async (...use) => {
    ask();
    await answered;
    return store.consume(...use);
  };
  return { store: { consume }, asked, answer };
}
