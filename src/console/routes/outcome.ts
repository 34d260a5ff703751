import type { QueueCode } from '../../decide/index.ts';
import { homeOf } from '../frame.ts';
import { messagePage } from '../pages/message.ts';
import { type Asked, frameOf, queueOf, type Site } from '../site.ts';

const MESSAGES: Partial<Record<QueueCode, readonly [title: string, text: string, status: 403 | 404]>> = {
  role_missing: ['Not allowed', 'Your role does not allow this. It was written to the log.', 403],
  case_unknown: ['Not found', 'There is no such case.', 404],
};

/** A page that says why there is nothing to show. */
export function failed(
  site: Site,
  context: Asked,
  { code }: { readonly code: QueueCode },
): Response | Promise<Response> {
  const [title, text, status] = MESSAGES[code] ?? [
    'Not now',
    'The records cannot be reached. Nothing was changed; try again in a minute.',
    503 as const,
  ];
  return context.html(messagePage(frameOf(site, context), { title, text }), status);
}

/** An address in the console with a query. */
export function addressOf({ settings }: Site, at: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  const address = at === '/' ? homeOf(settings) : `${settings.path}${at}`;
  return text === '' ? address : `${address}?${text}`;
}

/** Takes the next case, and says where it is; the queue where there is none. The query goes along. */
export async function nextCase(
  site: Site,
  context: Asked,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const taken = await queueOf(site, context).take();
  if (taken.ok) return addressOf(site, `/case/${taken.value.id}`, query);
  // An empty queue has a detail where cases are left, and no place for them today.
  if (taken.code === 'queue_empty' && taken.detail !== undefined && !('answer' in query))
    return addressOf(site, '/', { said: 'budget_spent' });
  const isEmpty = taken.code === 'queue_empty' && 'answer' in query;
  return addressOf(site, '/', isEmpty ? query : { said: taken.code });
}
