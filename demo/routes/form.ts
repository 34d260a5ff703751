import type { Context } from 'hono';

/** A posted form; fields that came twice are lists, and a body that is no form has no fields. */
export async function readForm(context: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await context.req.parseBody({ all: true });
  } catch {
    return {};
  }
}
