import { z } from 'zod';

/** What an operator reads, in both languages of the console. */
export const text = z.strictObject({ fr: z.string().trim().min(1).max(2000), en: z.string().trim().min(1).max(2000) });
export type Text = z.infer<typeof text>;

/** Names a thing within its procedure; stays the same across versions, so that runs and diffs can follow it. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60);

/** Lines of the source documents this carries out, named one by one. */
export const covers = z
  .array(z.string().regex(/^[A-Z][A-Z0-9-]*\.\d{2}$/))
  .max(3)
  .default([]);
