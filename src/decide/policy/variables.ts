/**
 * Every variable that a rule may read: one table, from which the types, the type checks of CEL and the table
 * in `docs/decide.md` are derived. Every number is a double.
 */
interface Values {
  readonly string: string;
  readonly double: number;
  readonly bool: boolean;
  readonly 'list<string>': readonly string[];
  readonly 'map<string, double>': Readonly<Record<string, number>>;
}

/** A variable's CEL type, and what it means. */
export interface Variable {
  readonly type: keyof Values;
  readonly text: string;
}

const string = (text: string) => ({ type: 'string', text }) as const;
const double = (text: string) => ({ type: 'double', text }) as const;
const bool = (text: string) => ({ type: 'bool', text }) as const;
const list = (text: string) => ({ type: 'list<string>', text }) as const;

/** What is counted in a window, and how it reads. */
export const MEASURES = {
  attempts: 'attempts',
  refused: 'attempts without a verdict that was accepted',
  accounts: 'different accounts, 65 for more than 64',
  cards: 'different cards, 65 for more than 64',
  amount: 'sum of the amounts that are known',
} as const;
export type Measure = keyof typeof MEASURES;

/** What is counted for. */
export const ENTITIES = {
  key: 'this device key',
  account: 'this account',
  card: 'this card',
  ip: 'this address',
  net: 'this address’s /24 or /48',
} as const;
export type Entity = keyof typeof ENTITIES;

/** Windows, and their length in milliseconds. */
export const WINDOWS = { '10m': 600_000, '1h': 3_600_000, '1d': 86_400_000 } as const;
export type Window = keyof typeof WINDOWS;
export type VelocityName = `${Measure}_per_${Entity}_${Window}`;

const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];

/** Names of all velocities. */
export const VELOCITIES: readonly VelocityName[] = keysOf(MEASURES).flatMap((measure) =>
  keysOf(ENTITIES).flatMap((entity) =>
    keysOf(WINDOWS).map((window) => `${measure}_per_${entity}_${window}` as const),
  ),
);

type VelocityTable = Readonly<Record<VelocityName, ReturnType<typeof double>>>;
const describeVelocity = (name: VelocityName) => {
  const [measure, entity, window] = name.split(/_per_|_/) as [Measure, Entity, Window];
  return double(`${MEASURES[measure]}, for ${ENTITIES[entity]}, in the last ${window}; this one counts`);
};

export const VARIABLES = {
  level: string('low, medium, high or unknown; missing without a token; refused where it was not accepted'),
  score: double('probability of automation, 0..1; −1 where there is none'),
  code: string('why the verdict was refused; empty where it was accepted'),
  flags: list('flags of the verdict'),
  reasons: list('codes of the verdict’s reasons'),
  groups: { type: 'map<string, double>', text: 'logit of each group that had evidence' } as const,
  degraded: list('why the verdict is trusted less than it could be'),
  amount: double('in units of the site’s currency; infinite where it is absent or has no rate'),
  currency: string('ISO 4217 code; empty where none was given'),
  action: string('name of the action'),
  key: {
    known: bool('this key was known on this account before this visit'),
    age_days: double('days since this key became known on this account; 0 until then'),
    bound: bool('the key is the one bound to this visitor'),
    ephemeral: bool('the key was made for this page view alone'),
  },
  denied: {
    key: bool('this device key is on the deny list'),
    account: bool('this account is on the deny list'),
    card: bool('this card is on the deny list'),
  },
  travel: {
    kind: string('unknown, plausible, network_moved or someone_else'),
    km: double('kilometres from the last place of the account, less both uncertainties'),
    minutes: double('minutes since that place was seen, at least 1'),
    speed_kmh: double('kilometres divided by hours'),
  },
  network: {
    kind: string('residential, vpn, hosting, relay, satellite or unknown'),
    vpn: bool('the address is in a VPN’s range'),
    hosting: bool('the address is in a hosting range'),
    relay: bool('the address is in a relay’s range'),
    satellite: bool('the address is in a satellite network’s range'),
    asn: double('number of the autonomous system; 0 where it is unknown'),
  },
  velocity: Object.fromEntries(VELOCITIES.map((name) => [name, describeVelocity(name)])) as VelocityTable,
  agent: {
    state: string('none, verified, invalid or unverified'),
    name: string('what the site’s list calls the agent; empty unless it is verified'),
    code: string('why the agent is not verified; empty where it is, and where none declared itself'),
  },
  campaign: {
    size: double(
      'visits of the campaign this one belongs to, a key counted once, at most 65; 0 where it belongs to none',
    ),
    score: double(
      '−log10 of the chance that the site’s people come this close together; 0 where there is none',
    ),
  },
  risk: {
    p: double('probability of fraud, 0..1; −1 where there is none'),
    low: double('lower end of the 80 % interval of p; −1 where there is none'),
    high: double('upper end of the 80 % interval of p; −1 where there is none'),
  },
  site: { missing_rate: double('share of the last hour’s attempts that came without a token') },
} as const;

type ValueOf<T> = T extends { readonly type: infer Name extends keyof Values }
  ? Values[Name]
  : { readonly [Name in keyof T]: ValueOf<T[Name]> };

/** What a rule sees. */
export type Variables = ValueOf<typeof VARIABLES>;

/** A variable, as opposed to a group of variables. */
export const isVariable = (entry: Variable | Readonly<Record<string, Variable>>): entry is Variable =>
  typeof entry.type === 'string';
