import { isDefinedError } from '@orpc/client';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type sopWords from '../../../resources/locales/fr/sop.json';
import { LinkError } from '../../app/link/linkError';
import { faultOf } from '../../ui/fault';
import { useFormat } from '../../ui/format/FormatProvider';
import { type FormatRules, formatTime } from '../../ui/format/format';

/** Why something was not done: the contract's word with what it brings, or what kept the question from being answered. */
export interface Refusal {
  readonly word: RefusalWord;
  readonly data: Readonly<Record<string, unknown>>;
}
export type RefusalWord = keyof typeof sopWords.refusal;

/** Every word that has a sentence; one that has none would be a fault of ours and is shown as such. */
export function refusalOf(error: unknown, known: (word: string) => word is RefusalWord): Refusal {
  if (error instanceof LinkError) return { word: 'offline', data: {} };
  const fault = faultOf(error);
  const data = isRecord(error) && isRecord(error.data) ? error.data : {};
  if (fault.kind === 'forbidden') return { word: 'FORBIDDEN', data };
  const defined = error instanceof Error && isDefinedError(error);
  if ((defined || fault.kind === 'refused') && fault.code !== null && known(fault.code)) return { word: fault.code, data };
  return { word: 'fault', data: { id: fault.id ?? '–' } };
}

/** Names of things that a refusal points at, as the screen calls them. */
export interface RefusalNames {
  readonly step?: (id: string) => string;
}

/** A refusal as a sentence that says what to do next. */
export function useRefusalText(names: RefusalNames = {}): (error: unknown) => string {
  const { t, i18n } = useTranslation('sop');
  const format = useFormat();
  const known = (word: string): word is RefusalWord => i18n.exists(`sop:refusal.${word}`);
  return (error) => {
    const refusal = refusalOf(error, known);
    return t(`refusal.${refusal.word}`, refusalValues(refusal.data, t, format, names));
  };
}

type Say = TFunction<'sop'>;

/** Everything that some sentence names; what a refusal does not bring is a dash. */
export function refusalValues(data: Refusal['data'], t: Say, format: FormatRules, names: RefusalNames) {
  const step = (id: unknown) => (typeof id === 'string' ? (names.step?.(id) ?? id) : '–');
  return {
    id: text(data.id),
    who: isRecord(data.by) ? text(data.by.name) : t('somebody'),
    state: stateWord(data.state, t),
    roles:
      words(data.roles)
        .map((role) => roleWord(role, t))
        .join(', ') || '–',
    tier: text(data.tier),
    step: step(data.by),
    steps: words(data.steps).map(step).join(', '),
    size: typeof data.maxBytes === 'number' ? Math.floor(data.maxBytes / 1024 / 1024) : '–',
    found: text(data.found),
    at: typeof data.opensAt === 'number' ? formatTime(data.opensAt, format, 'short') : '–',
    version: text(data.version),
    code: text(data.code),
    count: words(data.fields).length || (Array.isArray(data.problems) ? data.problems.length : 1),
  };
}

type StateKey = keyof typeof sopWords.stateWord;
export type RoleKey = keyof typeof sopWords.role;

function stateWord(value: unknown, t: Say): string {
  return typeof value === 'string' ? t(`stateWord.${value as StateKey}`, { defaultValue: value }) : '–';
}

/** A role's name; an unknown one as it is written. */
export function roleWord(role: string, t: Say): string {
  return t(`role.${role as RoleKey}`, { defaultValue: role });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '–');
const words = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
