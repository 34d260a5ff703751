import type { EngineChoice } from '../contract/analyst.ts';

interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Least memory for onnxruntime-web, GB: it takes 73–86 MB of the renderer (runtime.md). */
const LEAST_MEMORY = 2;

/** Whether this device and link may be asked for onnxruntime-web, 2.3 MB compressed. An engine asked for by name is never weighed. */
export function canAfford(engine: EngineChoice): boolean {
  if (engine !== 'auto') return engine !== 'exact';
  const { connection, deviceMemory } = navigator as { connection?: Connection; deviceMemory?: number };
  const slow = connection?.saveData || /^(slow-2g|2g|3g)$/.test(connection?.effectiveType ?? '');
  return !slow && (deviceMemory ?? LEAST_MEMORY) >= LEAST_MEMORY;
}
