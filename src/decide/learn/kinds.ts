import type { Facts } from '../decision.ts';

type Groups = Facts['groups'];

const has = (groups: Groups, name: string): boolean => Object.hasOwn(groups, name) && groups[name] !== 0;

/** Kinds by how somebody moves, which the groups that have a contribution say. */
const MOVING: Readonly<Record<string, (groups: Groups) => boolean>> = {
  'by touch': (groups) => has(groups, 'touch') || has(groups, 'swipe'),
  'by mouse': (groups) => has(groups, 'motion') || has(groups, 'path'),
  'by keyboard alone': (groups) =>
    has(groups, 'keys') && !['touch', 'swipe', 'motion', 'path'].some((name) => has(groups, name)),
};

/**
 * Kinds of people that a curve might treat unlike others, by what a decision knows of them. Nobody is asked
 * who he is; a visit may be of several kinds.
 */
const KINDS: Readonly<Record<string, (facts: Facts) => boolean>> = {
  'on a known device': ({ key }) => key.known,
  'on a new device': ({ key }) => !key.known,
  'behind a VPN or hosting network': ({ network }) => network.vpn || network.hosting,
  ...Object.fromEntries(
    Object.entries(MOVING).map(([kind, moves]) => [kind, ({ groups }: Facts) => moves(groups)]),
  ),
  'with little evidence': ({ level, flags }) => level === 'unknown' || flags.includes('sparse_evidence'),
  'with a declared agent': ({ agent }) => agent.state !== 'none',
};

/** The same of a visit of which no more than its groups is known. */
export const kindsByGroups = (groups: Groups): readonly string[] =>
  Object.keys(MOVING).filter((kind) => MOVING[kind]?.(groups));

export const kindsOf = (facts: Facts): readonly string[] =>
  Object.keys(KINDS).filter((kind) => KINDS[kind]?.(facts));
