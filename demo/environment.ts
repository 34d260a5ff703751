/** What the demo reads from its environment. */
export interface Environment {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address to listen at. @default loopback: a demonstration is for this machine alone */
  readonly host: string;
  /** Where verdicts are logged; not at all when unset. */
  readonly logFile: string | undefined;
  /** Lifetime of a nonce, seconds; short ones show what an expired nonce does. */
  readonly nonceTtlSeconds: number | undefined;
  /** Where nonces, keys and sketches are kept; in memory when both are unset. */
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string | undefined;
}

/** Chosen: free on most machines, and easy to remember. */
const DEFAULT_PORT = 8787;
const LOOPBACK = '127.0.0.1';

/** @throws {RangeError} naming the variable that is wrong */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    port: readInteger(env, 'PORT', { min: 0, max: 65_535 }) ?? DEFAULT_PORT,
    host: env.HOST || LOOPBACK,
    logFile: env.TELLSIGN_LOG || undefined,
    nonceTtlSeconds: readInteger(env, 'TELLSIGN_NONCE_TTL', { min: 1, max: 86_400 }),
    redisUrl: env.REDIS_URL || undefined,
    databaseUrl: env.DATABASE_URL || undefined,
  };
}

function readInteger(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new RangeError(`${name} must be a whole number ${min}..${max}`);
  return value;
}
