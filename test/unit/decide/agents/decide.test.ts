import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAgents } from '../../../../src/decide/index.ts';
import { createReplayMemory } from '../../../../src/server/stores/memory-replay.ts';
import { accepted, decider, refused } from '../setup.ts';
import { KEY, NOW, publicOf, requestOf, SHOP, sign } from './sign.ts';

beforeEach(() => void vi.useFakeTimers({ now: NOW * 1000, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const open = async () =>
  decider({
    locate: () => null,
    agents: await createAgents({
      origin: SHOP,
      agents: [{ name: 'shopper', keys: [publicOf(KEY)] }],
      nonces: createReplayMemory({ maxEntries: 100, now: () => NOW * 1000 }),
    }),
  });
const BASKET = { action: 'checkout', account: 'ann', card: 'visa', session: 'cookie' };
const machine = accepted({ level: 'high', score: 0.97 });
const codesOf = ({ context }: { readonly context: readonly { readonly code: string }[] }) =>
  context.map(({ code }) => code);

describe('a declared agent', () => {
  it('is allowed within its limit, though its input is a machine’s', async () => {
    const { decide } = await open();
    const decision = await decide(machine, { ...BASKET, amount: 199, request: requestOf(await sign()) });
    expect(decision).toMatchObject({ outcome: 'allow', rule: 'declared_agent', actor: 'declared_agent' });
    expect(decision.facts.agent).toEqual({ state: 'verified', name: 'shopper', code: '' });
    expect(codesOf(decision)).not.toContain('automation_undeclared');
  });

  it('is held like anybody else above it', async () => {
    const { decide } = await open();
    const decision = await decide(machine, { ...BASKET, amount: 200, request: requestOf(await sign()) });
    expect(decision).toMatchObject({
      outcome: 'review',
      hold: true,
      rule: 'machine',
      actor: 'declared_agent',
    });
  });

  it('is not allowed without a verdict', async () => {
    const { decide } = await open();
    const request = requestOf(await sign());
    const decision = await decide(refused('missing'), { ...BASKET, amount: 40, request });
    expect(decision).toMatchObject({ outcome: 'challenge', rule: null, actor: 'declared_agent' });
  });

  it('with a person’s input is a reason of its own', async () => {
    const { decide } = await open();
    const decision = await decide(accepted(), { ...BASKET, amount: 40, request: requestOf(await sign()) });
    expect(decision).toMatchObject({ outcome: 'allow', actor: 'assisted' });
    expect(codesOf(decision)).toContain('agent_with_human_input');
  });
});

describe('a machine that declares nothing', () => {
  it('is a reason of its own', async () => {
    const { decide } = await open();
    const decision = await decide(machine, { ...BASKET, amount: 40, request: requestOf({}) });
    expect(decision).toMatchObject({ outcome: 'review', hold: true, actor: 'undeclared_automation' });
    expect(codesOf(decision)).toContain('automation_undeclared');
  });

  it('gains nothing by a signature that was used', async () => {
    const { decide } = await open();
    const headers = await sign();
    await decide(machine, { ...BASKET, amount: 40, request: requestOf(headers) });
    const again = await decide(machine, {
      ...BASKET,
      session: 'other',
      amount: 40,
      request: requestOf(headers),
    });
    expect(again).toMatchObject({ outcome: 'review', actor: 'undeclared_automation' });
    expect(again.facts.agent).toEqual({ state: 'invalid', name: '', code: 'nonce_reused' });
    expect(codesOf(again)).toContain('agent_signature_invalid');
  });
});

describe('somebody whose agent nobody here can check', () => {
  it('is treated as if it had declared nothing, and that is said', async () => {
    const { decide } = await open();
    const request = requestOf(await sign({ keyid: 'unknown', headers: {} }));
    const decision = await decide(accepted(), { ...BASKET, amount: 40, request });
    expect(decision).toMatchObject({ outcome: 'allow', rule: null, actor: 'unknown' });
    expect(codesOf(decision)).toContain('agent_unverified');
  });
});
