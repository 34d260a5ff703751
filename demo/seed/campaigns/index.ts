import type { Happening } from '../draw.ts';
import { cardTesting } from './card-testing.ts';
import { copiedBehaviour } from './copied-behaviour.ts';
import { credentialStuffing } from './credential-stuffing.ts';
import { falseAgent } from './false-agent.ts';
import { refundAbuse } from './refund-abuse.ts';
import { reshipping } from './reshipping.ts';
import { scriptedCheckout } from './scripted-checkout.ts';
import { signupFarm } from './signup-farm.ts';
import { spreadCardTesting } from './spread-card-testing.ts';
import { stolenCookies } from './stolen-cookies.ts';
import { takeover } from './takeover.ts';
import { triangulation } from './triangulation.ts';

/**
 * The campaigns of the day. What each loses was written down before the queue ranked it, and no constant of
 * the ranking was fitted on them.
 */
export const CAMPAIGNS: readonly Happening[] = [
  cardTesting,
  spreadCardTesting,
  credentialStuffing,
  takeover,
  stolenCookies,
  reshipping,
  copiedBehaviour,
  signupFarm,
  scriptedCheckout,
  refundAbuse,
  falseAgent,
  triangulation,
];
