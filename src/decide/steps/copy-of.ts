import type { Denial } from '../records/denials.ts';
import type { Exported } from '../records/exported.ts';
import type { Records, Snooze, Subject } from '../records/records.ts';

/** What is recorded of somebody. Names are hashes, as they are stored; a key is its thumbprint. */
export interface PersonalCopy {
  /** Decisions with their facts, places and labels. */
  readonly decisions: readonly Exported[];
  /** Entries of the deny list. */
  readonly denials: readonly Denial[];
  /** Rules that raise no alert for the account. */
  readonly snoozes: readonly Snooze[];
}

/** Reads all decisions once: requests of access are few, and no index has to be kept for them. */
export async function copyOf(
  records: Records,
  { account, card, jkt }: Subject,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): Promise<PersonalCopy> {
  const decisions: Exported[] = [];
  for await (const one of records.export()) {
    const concerns =
      (account !== undefined && one.account === account) ||
      (card !== undefined && one.card === card) ||
      (jkt !== undefined && one.jkt === jkt);
    if (concerns) decisions.push(one);
  }
  const names = { key: jkt ?? null, account: account ?? null, card: card ?? null };
  const denials = await records.denials.find(names, nowMs);
  const snoozes = (await records.snoozes(nowMs)).filter((one) => one.account === account);
  const detail = JSON.stringify({ decisions: decisions.length });
  await records.log({ atMs: nowMs, by, what: 'copy', detail });
  return { decisions, denials, snoozes };
}
