import { type DirectoryEntry, directoryEntry } from '../../../shared/features/directory/entry';

/** What is typed, as text; becomes an entry only when it is saved. */
export interface EntryForm {
  readonly id: string;
  readonly kind: DirectoryEntry['kind'];
  readonly titleFr: string;
  readonly titleEn: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly emergency: boolean;
  readonly useFr: string;
  readonly useEn: string;
  readonly address: string;
  readonly term: string;
  readonly meaningFr: string;
  readonly meaningEn: string;
}

const EMPTY: EntryForm = {
  id: '',
  kind: 'contact',
  titleFr: '',
  titleEn: '',
  name: '',
  phone: '',
  email: '',
  emergency: false,
  useFr: '',
  useEn: '',
  address: '',
  term: '',
  meaningFr: '',
  meaningEn: '',
};

export function formOf(entry: DirectoryEntry | null): EntryForm {
  if (entry === null) return EMPTY;
  const form = { ...EMPTY, id: entry.id, kind: entry.kind, titleFr: entry.title.fr, titleEn: entry.title.en };
  if (entry.kind === 'contact') {
    const { name, phone, email, emergency } = entry;
    return { ...form, name: name ?? '', phone: phone ?? '', email: email ?? '', emergency };
  }
  if (entry.kind === 'tool') return { ...form, useFr: entry.use.fr, useEn: entry.use.en, address: entry.address ?? '' };
  return { ...form, term: entry.term, meaningFr: entry.meaning.fr, meaningEn: entry.meaning.en };
}

/** Null where the form is not yet an entry. `before` keeps what the form does not show. */
export function entryOf(form: EntryForm, before: DirectoryEntry | null): DirectoryEntry | null {
  const common = {
    ...(before?.kind === form.kind ? before : {}),
    id: form.id.trim(),
    kind: form.kind,
    title: { fr: form.titleFr, en: form.titleEn },
  };
  const filled = (value: string) => (value.trim() === '' ? null : value.trim());
  const own = {
    contact: { name: filled(form.name), phone: filled(form.phone), email: filled(form.email), emergency: form.emergency },
    tool: { use: { fr: form.useFr, en: form.useEn }, address: filled(form.address) },
    term: { term: form.term.trim(), meaning: { fr: form.meaningFr, en: form.meaningEn } },
  }[form.kind];
  const parsed = directoryEntry.safeParse({ ...common, ...own });
  return parsed.success ? parsed.data : null;
}
