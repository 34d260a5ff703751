import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Env } from '../site.ts';

/**
 * The form that was sent.
 *
 * @throws HTTPException 400 for a body that is none, such as JSON or a multipart body that is cut off
 */
export async function readForm(context: Context<Env>): Promise<FormData> {
  const form = await context.req.formData().catch(() => null);
  if (form === null)
    throw new HTTPException(400, { message: 'The form cannot be read. Nothing was changed.' });
  return form;
}
