import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Finish, Race } from './racer.ts';

export interface Racers {
  /** The codes of all uses of each token, by all processes together. */
  race(heat: Pick<Race, 'tokens' | 'uses'>): Promise<string[][]>;
  /** Each verifies the token and is killed before it can answer. */
  crash(token: string): Promise<void>;
  end(): Promise<void>;
}

/** Processes that present the same tokens to the same store at the same time. */
export async function forkRacers(where: Omit<Race, 'tokens' | 'uses'>, count: number): Promise<Racers> {
  const racers = Array.from({ length: count }, () =>
    fork('test/stores/racer.ts', { execArgv: ['--import', 'tsx'] }),
  );
  const died = Promise.race(racers.map((racer) => once(racer, 'exit'))).then(([code]) => {
    throw new Error(`a racer ended with ${code}`);
  });
  // The promise that waits for a message rejects with it.
  died.catch(() => undefined);
  const hear = async (racer: ChildProcess): Promise<unknown> =>
    (await Promise.race([once(racer, 'message'), died]))[0];
  const whenEnded = () => Promise.all(racers.map((racer) => once(racer, 'exit')));
  const tell = (message: object | string) => racers.map((racer) => racer.send(message));
  const ready = Promise.all(racers.map(hear));
  tell(where);
  await ready;
  return {
    async race(heat) {
      const heard = Promise.all(racers.map(hear));
      tell(heat);
      const finishes = (await heard) as Finish[];
      return heat.tokens.map((_, index) => finishes.flatMap((finish) => [...(finish[index] ?? [])]));
    },
    async crash(token) {
      const ended = whenEnded();
      tell({ crash: token });
      await ended;
    },
    async end() {
      const ended = whenEnded();
      tell('end');
      await ended;
    },
  };
}
