import type { Notification } from '../../../shared/features/notifications/contract';

/** Figures and words in the operator's language and the instrument's decimals. */
export interface NoticeFormat {
  price(instrument: string, value: number): string;
  percent(value: number): string;
  /** Signed, two decimals. */
  r(value: number): string;
  /** A clock offset. */
  offset(ms: number): string;
  word(family: 'direction' | 'result', key: string): string;
}

type Values = Notification['values'];

/** Names and figures that sentences carry as they come. */
const PLAIN = [
  'fr',
  'en',
  'procedure',
  'line',
  'problem',
  'venue',
  'timeframe',
  'period',
  'name',
  'state',
  'measure',
  'value',
  'threshold',
  'n',
  'stops',
  'drawdown',
  'missing',
  'day',
  'month',
  'difference',
  'reason',
  'bps',
  'limit',
  'scope',
] as const;
type Plain = (typeof PLAIN)[number];
export type NoticeValues = Readonly<
  Record<Plain | 'rate' | 'instrument' | 'direction' | 'result' | 'entry' | 'confidence' | 'r' | 'offset', string>
>;

/** What stands in for a figure that a notice does not carry. */
const ABSENT = '–';

/** The values of a notice as the texts that its sentence is filled with. */
export function noticeValues(values: Values, format: NoticeFormat): NoticeValues {
  const instrument = text(values.instrument);
  const price = (value: Values[string] | undefined) =>
    typeof value === 'number' ? format.price(instrument, value) : text(value);
  return {
    instrument,
    ...(Object.fromEntries(PLAIN.map((name) => [name, text(values[name])])) as Record<Plain, string>),
    rate: figure(values.rate, format.percent),
    direction: named(values.direction, (word) => format.word('direction', word)),
    result: named(values.result, (word) => format.word('result', word)),
    entry: price(values.entry),
    confidence: figure(values.confidence, format.percent),
    r: figure(values.r, format.r),
    offset: offset(values.offset, format),
  };
}

/** The backend says an offset in seconds, such as `-2.3 s`; here it is a length of time in the operator's own form. */
function offset(value: string | number | undefined, format: NoticeFormat): string {
  const seconds = /^(-?\d+(?:\.\d+)?) s$/.exec(String(value))?.[1];
  return seconds === undefined ? text(value) : format.offset(Number(seconds) * 1000);
}

const text = (value: string | number | undefined): string => (value === undefined ? ABSENT : String(value));
const named = (value: string | number | undefined, say: (word: string) => string) =>
  typeof value === 'string' ? say(value) : ABSENT;
const figure = (value: string | number | undefined, say: (figure: number) => string) =>
  typeof value === 'number' ? say(value) : ABSENT;
