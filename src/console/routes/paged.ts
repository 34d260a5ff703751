/** Rows of a list on a page: never all of them. */
export const PER_PAGE = 50;

/** The page that a query asks for; the first or the last one where it asks for none. */
export function pageOf(
  query: string | undefined,
  total: number,
): { readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  return { page: Math.min(pages, Math.max(1, Math.trunc(Number(query ?? 1)) || 1)), pages };
}
