import { z } from 'zod';

const text = z.strictObject({ fr: z.string().trim().min(1).max(2000), en: z.string().trim().min(1).max(2000) });
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60);
const covers = z
  .array(z.string().regex(/^[A-Z][A-Z0-9-]*\.\d{2}$/))
  .max(1)
  .default([]);
const common = { id: slug, title: text, covers };

/** One entry of the company's directory: whom to reach, which tool to open, what a word means. */
export const directoryEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('contact'),
    /** Null until the company has filled it in; shown as missing. */
    name: z.string().max(120).nullable().default(null),
    phone: z.string().max(40).nullable().default(null),
    email: z.string().max(200).nullable().default(null),
    note: text.optional(),
    emergency: z.boolean().default(false),
  }),
  z.strictObject({ ...common, kind: z.literal('tool'), use: text, address: z.string().max(200).nullable().default(null) }),
  z.strictObject({ ...common, kind: z.literal('term'), term: z.string().max(40), meaning: text }),
]);
export type DirectoryEntry = z.infer<typeof directoryEntry>;

export const directoryFile = z.strictObject({ version: z.int().min(1), entries: z.array(directoryEntry) });
export type DirectoryFile = z.infer<typeof directoryFile>;
