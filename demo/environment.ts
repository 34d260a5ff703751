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
  /**
   * The site's secret, at least 32 random bytes; a random one when unset. With another secret than before a
   * database holds nothing that is recognised.
   */
  readonly secret: Uint8Array | undefined;
  /** Password of the console; a random one that is printed when unset. */
  readonly consolePassword: string | undefined;
  /** Where nonces, keys, decisions and counters are kept; in memory when both are unset. */
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  /** A file that lists agents; without it a declared agent is like one that nobody knows. */
  readonly agentsFile: string | undefined;
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
    secret: readSecret(env.TELLSIGN_SECRET),
    consolePassword: env.TELLSIGN_CONSOLE_PASSWORD || undefined,
    redisUrl: env.REDIS_URL || undefined,
    databaseUrl: env.DATABASE_URL || undefined,
    agentsFile: env.TELLSIGN_AGENTS || undefined,
  };
}

/** 64 hexadecimal digits or more, as `openssl rand -hex 32` prints them. */
function readSecret(text: string | undefined): Uint8Array | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^([0-9a-f]{2}){32,}$/i.test(text))
    throw new RangeError('TELLSIGN_SECRET must be 32 bytes or more in hexadecimal');
  return Buffer.from(text, 'hex');
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
