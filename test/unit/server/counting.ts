import {
  type KeyLedger,
  memoryLedger,
  memoryNearDuplicates,
  memoryReplay,
  type NearDuplicateStore,
  type ReplayStore,
  type VerifierOptions,
} from '../../../src/server/index.ts';

type Stores = Pick<VerifierOptions, 'replay' | 'ledger' | 'nearDuplicates' | 'isRevoked'>;

/** Stores in memory that note what they are asked. `now` is the replay store's clock, milliseconds. */
export function counting(now: () => number): { readonly asked: Set<string>; readonly stores: Stores } {
  const asked = new Set<string>();
  const noting = <T extends object>(store: T): T =>
    new Proxy(store, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: readonly unknown[]) => {
          asked.add(String(name));
          return Reflect.apply(method, target, given);
        };
      },
    });
  return {
    asked,
    stores: {
      replay: noting<ReplayStore>(memoryReplay({ allowSingleProcess: true, now })),
      ledger: noting<KeyLedger>(memoryLedger()),
      nearDuplicates: noting<NearDuplicateStore>(memoryNearDuplicates()),
      isRevoked: () => {
        asked.add('isRevoked');
        return false;
      },
    },
  };
}
