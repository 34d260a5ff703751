import type { Records } from '../records/records.ts';
import type { Reviewer, Role } from '../reviewer.ts';
import type { Learned, LearningCode } from './learned.ts';

interface GuardOptions {
  readonly records: Pick<Records, 'log'>;
  readonly reviewer: Reviewer;
  readonly now: () => number;
}

/** Does what a reviewer's role allows. Never throws; whoever is refused a change is in the audit. */
export type Guard = <T>(role: Role, what: string, work: () => Promise<Learned<T>>) => Promise<Learned<T>>;

export function createGuard({ records, reviewer, now }: GuardOptions): Guard {
  async function refuse(what: string, code: LearningCode, text?: string): Promise<Learned<never>> {
    const detail = JSON.stringify({ what, code, ...(text === undefined ? {} : { detail: text }) });
    await records.log({ atMs: now(), by: reviewer.id, what: 'refused', detail });
    return { ok: false, code, ...(text === undefined ? {} : { detail: text }) };
  }

  return async (role, what, work) => {
    try {
      if (!reviewer.roles.includes(role)) return await refuse(what, 'role_missing', role);
      const done = await work();
      return done.ok || role === 'read' ? done : await refuse(what, done.code, done.detail);
    } catch {
      return { ok: false, code: 'unavailable' };
    }
  };
}
