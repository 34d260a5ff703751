import { createFor, requestOf } from '../unit/server/setup.ts';
import type { Setting } from '../vectors/run.ts';
import { type Address, openStore } from './clients.ts';

/** What a second process is given: a store, and tokens to present so many times each. */
export interface Race {
  readonly address: Address;
  readonly setting: Setting;
  /** @default 30_000, so that a crowded machine is no outage */
  readonly storeTimeoutMs?: number;
  readonly tokens: readonly string[];
  readonly uses: number;
}

/** Codes of each token's uses, `ok` among them. */
export type Finish = readonly (readonly string[])[];

/** `tsx test/stores/racer.ts`, forked: says `ready` when connected, answers each race with its finish. */
async function race({
  address,
  setting,
  storeTimeoutMs = 30_000,
}: Omit<Race, 'tokens' | 'uses'>): Promise<void> {
  const { store, close } = await openStore(address);
  const verifier = createFor(setting, { replay: store, storeTimeoutMs });
  const request = { ...requestOf(setting), explain: false };
  const present = async (token: string): Promise<string> => {
    const result = await verifier.verify(token, request);
    return result.ok ? 'ok' : result.code;
  };
  process.on(
    'message',
    async (message: Pick<Race, 'tokens' | 'uses'> | { readonly crash: string } | 'end') => {
      if (message === 'end') {
        await close();
        process.disconnect();
        return;
      }
      if ('crash' in message) {
        await present(message.crash);
        process.kill(process.pid, 'SIGKILL');
        return;
      }
      const { tokens, uses } = message;
      const finish: Finish = await Promise.all(
        tokens.map((token) => Promise.all(Array.from({ length: uses }, () => present(token)))),
      );
      process.send?.(finish);
    },
  );
  process.send?.('ready');
}

process.once('message', (message: Omit<Race, 'tokens' | 'uses'>) => void race(message));
