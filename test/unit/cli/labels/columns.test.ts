import { describe, expect, it } from 'vitest';
import { type Column, readLayout } from '../../../../src/cli/labels/columns.ts';
import { readReason } from '../../../../src/cli/labels/reason.ts';

const layoutOf = (header: string, named: readonly (readonly [Column, string])[] = []) => {
  const read = readLayout(header.split(','), new Map(named));
  return read.ok ? Object.fromEntries(read.layout) : read.detail;
};

describe('the first line', () => {
  it.each<readonly [string, string, object]>([
    ['ours', 'decision,at,reason', { decision: 0, at: 1, reason: 2 }],
    ['in any case and with spaces', ' Decision ,AT, reason', { decision: 0, at: 1, reason: 2 }],
    [
      'Stripe’s report',
      'dispute_id,dispute_created,reason,status,payment_metadata[decision_id]',
      { decision: 4, at: 1, reason: 2, status: 3 },
    ],
    [
      'Adyen’s report',
      'Psp Reference,Merchant Reference,Record Date,Dispute Amount,Record Type,Dispute Reason,CB Reason Code',
      { order: 1, at: 2, amount: 3, status: 4, reason: 5 },
    ],
    [
      'Braintree’s report',
      'Dispute ID,Amount Disputed,Status,Received Date,Reason,Transaction Date,Order ID',
      { amount: 1, status: 2, at: 3, reason: 4, paid_at: 5, order: 6 },
    ],
  ])('is read where it is %s', (_, header, wanted) => {
    expect(layoutOf(header)).toEqual(wanted);
  });

  it('is read as somebody says', () => {
    const named = [['at', 'Opened on'] as const, ['decision', 'Ref'] as const];
    expect(layoutOf('at,opened on,ref,reason', named)).toEqual({ at: 1, decision: 2, reason: 3 });
    expect(layoutOf('at,ref,reason', named)).toBe('No column is called Opened on');
  });

  it.each([
    ['at,reason', /^The first line must name decision/],
    ['card,amount,at,reason', /^The first line must name decision/],
    ['decision,reason', /must name at/],
    ['decision,at', /must name reason, or status/],
    ['decision,at,at,reason', /Two columns are called at/],
    ['', /must name decision/],
  ])('%j is refused', (header, detail) => {
    expect(layoutOf(header)).toMatch(detail);
  });
});

describe('a reason', () => {
  it.each<readonly [string, string, string]>([
    ['stolen_card', '', 'stolen_card'],
    ['Fraudulent', 'lost', 'chargeback_fraud'],
    ['not_recognized', 'open', 'chargeback_fraud'],
    ['Product Not Received', '', 'chargeback_dispute'],
    ['10.4', 'Chargeback', 'chargeback_fraud'],
    ['10.4 Other Fraud-Card Absent Environment', 'Chargeback', 'chargeback_fraud'],
    ['13.1', '', 'chargeback_dispute'],
    ['4837 No Cardholder Authorization', '', 'chargeback_fraud'],
    ['4853', '', 'chargeback_dispute'],
    ['F29', '', 'chargeback_fraud'],
    ['general', '', 'chargeback'],
    ['', 'lost', 'chargeback'],
    ['fraudulent', 'won', 'chargeback_reversed'],
    ['', 'ChargebackReversed', 'chargeback_reversed'],
    ['', 'NotificationOfFraud', 'fraud_notification'],
  ])('%j with the status %j is %s', (reason, status, wanted) => {
    expect(readReason(reason, status)).toEqual({ ok: true, reason: wanted });
  });

  it.each<readonly [string, string, string]>([
    ['', '', 'reason_unknown'],
    ['toString', '', 'reason_unknown'],
    ['104', '', 'reason_unknown'],
    ['fraudulent', 'maybe', 'status_unknown'],
    ['fraudulent', 'constructor', 'status_unknown'],
    ['fraudulent', 'warning_needs_response', 'inquiry'],
  ])('%j with the status %j is refused as %s', (reason, status, error) => {
    expect(readReason(reason, status)).toEqual({ ok: false, error });
  });
});
