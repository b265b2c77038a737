import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { QUALITIES } from '../../../../shared/features/market/candle';
import { readCalendarFile, readCalendarInPieces } from './calendarFile';
import { readCandleFile } from './candleFile';
import { FileFault } from './fileFault';
import { readTradeFile } from './tradeFile';

const bytes = (text: string) => new TextEncoder().encode(text);
const M = 60_000;

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFault) return `${error.line}: ${error.reason}`;
    throw error;
  }
  return 'accepted';
}

const candles = (...rows: string[]) => `ts,open,high,low,close,volume\n${rows.join('\n')}\n`;
const good = [`${M},10,12,9,11,5`, `${2 * M},11,12,10,11,5`];

describe('candle files that are refused', () => {
  it.each<[name: string, text: string, fault: string]>([
    ['nothing', '', '0: the file is empty'],
    ['only line feeds', '\n\n', '0: the file is empty'],
    ['only a header', 'ts,open,high,low,close\n', '1: there is no row after the header'],
    ['no header', `${good.join('\n')}\n`, '1: the header is missing'],
    ['no close', 'ts,open,high,low,volume\n1,2,3,4,5\n', '1: the header has no column "close"'],
    ['a column twice', 'ts,open,open,high,low,close\n', '1: the header names the column "open" twice'],
    ['a short row', candles(...good, `${3 * M},1,2,3`), '4: the row has 4 cells, the header 6'],
    ['a long row', candles(...good, `${3 * M},1,2,1,1,1,1`), '4: the row has 7 cells, the header 6'],
    ['a blank line inside', candles(good[0] ?? '', '', good[1] ?? ''), '3: the line is blank'],
    ['a word for a number', candles(good[0] ?? '', `${2 * M},ten,12,10,11,5`), '3: open is not a finite number: "ten"'],
    ['NaN', candles(`${M},NaN,12,9,11,5`), '2: open is not a finite number: "NaN"'],
    ['Infinity', candles(`${M},10,Infinity,9,11,5`), '2: high is not a finite number: "Infinity"'],
    ['beyond all numbers', candles(`${M},10,1e999,9,11,5`), '2: high is not a finite number: "1e999"'],
    ['beyond all markets', candles(`${M},10,12,9,11,1e300`), '2: volume is beyond any market: "1e300"'],
    ['hexadecimal', candles(`${M},0x10,32,9,11,5`), '2: open is not a decimal number: "0x10"'],
    ['an empty cell', candles(`${M},10,12,,11,5`), '2: low is empty'],
    ['a negative price', candles(`${M},10,12,-9,11,5`), '2: low must be above zero, it is "-9"'],
    ['a zero price', candles(`${M},0,12,9,11,5`), '2: open must be above zero, it is "0"'],
    ['a negative volume', candles(`${M},10,12,9,11,-5`), '2: volume is negative'],
    ['high below low', candles(`${M},10,9,12,11,5`), '2: high 9 is below low 12'],
    ['high below the close', candles(`${M},10,11,9,11.5,5`), '2: high 11 is below the open or the close'],
    ['low above the open', candles(`${M},10,12,10.5,11,5`), '2: low 10.5 is above the open or the close'],
    ['rows out of order', candles(...good, `${M},10,12,9,11,5`), '4: the row is out of order: 60000 comes after 120000'],
    ['two rows for one time', candles(...good, `${2 * M},11,12,10,11,6`), '4: two different rows for the time 120000'],
    ['a time that is none', candles('soon,10,12,9,11,5'), '2: the time cannot be read: "soon"'],
    ['a negative time', candles('-60000,10,12,9,11,5'), '2: the time is impossible: "-60000"'],
    [
      'rows closer than a minute',
      candles(`${M},10,12,9,11,5`, `${M + 1000},10,12,9,11,5`),
      '3: the row is less than a minute after the one before',
    ],
    ['an open quote', 'ts,open,high,low,close\n60000,"10,12,9,11\n', '2: a quoted cell is not closed'],
    ['a zero byte', candles(`${M},10,12,9,11,5`, '\u0000'), '3: the line holds a zero byte'],
  ])('[MKT10] %s', (_name, text, fault) => {
    expect(faultOf(() => readCandleFile(bytes(text)))).toBe(fault);
  });

  it('[MKT10] what is not text, and gzip that is cut', () => {
    expect(faultOf(() => readCandleFile(Uint8Array.of(0xff, 0xfe, 0x41)))).toBe('0: the file is not UTF-8 text');
    const packed = gzipSync(candles(...good));
    expect(faultOf(() => readCandleFile(packed.subarray(0, packed.length - 12)))).toMatch(/^0: not a readable gzip file/);
  });

  it('[MKT10] counts real lines, quoted line feeds included', () => {
    const text = 'ts,open,high,low,close,note\r\n60000,10,12,9,11,"two\r\nlines"\r\n120000,10,12,9,x,ok\r\n';
    expect(faultOf(() => readCandleFile(bytes(text)))).toBe('4: close is not a finite number: "x"');
  });
});

describe('candle files that are accepted', () => {
  it('[MKT10] BOM, CRLF, gzip, aliases, extra columns and blank lines at the end are fine', () => {
    const plain = readCandleFile(bytes(candles(...good)));
    const other =
      '\ufeffNote,Close,Low,High,Open,Date\r\na,11,9,12,10,1970-01-01T00:01:00Z\r\nb,11,10,12,11,1970-01-01 00:02\r\n\r\n\r\n';
    const read = readCandleFile(gzipSync(other));
    for (const name of ['ts', 'open', 'high', 'low', 'close'] as const) expect(read.candles[name]).toEqual(plain.candles[name]);
    expect([plain.hasVolume, read.hasVolume]).toEqual([true, false]);
  });

  it('[MKT10] an identical duplicate is dropped and counted', () => {
    const tape = readCandleFile(bytes(candles(good[0] ?? '', good[0] ?? '', good[1] ?? '')));
    expect([tape.rows, tape.notes]).toEqual([2, [{ line: 0, text: '1 identical duplicate row(s) dropped' }]]);
  });

  it('[MKT13] tells the unit of time by its size', () => {
    const at = (text: string) => [...readCandleFile(bytes(candles(`${text},10,12,9,11,5`))).candles.ts];
    const expected = [1_613_692_800_000];
    for (const text of [
      '1613692800',
      '1613692800.0',
      '1613692800000',
      '1613692800000000',
      '1613692800000000000',
      '2021-02-19T00:00:00Z',
    ])
      expect(at(text)).toEqual(expected);
  });

  it('[MKT13] takes the small and middling times of made-up tapes for milliseconds', () => {
    for (const ts of [0, 60_000, 200_000_000, 100_000_000_000])
      expect([...readCandleFile(bytes(candles(`${ts},10,12,9,11,5`))).candles.ts]).toEqual([ts]);
  });

  it('[MKT3] names what is missing between rows, in the file’s own step', () => {
    const tape = readCandleFile(bytes(candles(good[0] ?? '', `${4 * M},10,12,9,11,5`, `${5 * M},10,12,9,11,5`)));
    expect([tape.baseTimeframe, tape.gaps]).toEqual(['1m', [{ from: 2 * M, to: 4 * M, missing: 2 }]]);
    const hourly = readCandleFile(bytes(candles(`${60 * M},10,12,9,11,5`, `${120 * M},10,12,9,11,5`)));
    expect([hourly.baseTimeframe, hourly.gaps]).toEqual(['1h', []]);
  });

  it('[MKT7] an absurd price makes its row suspect; the next near it confirms the level', () => {
    const row = (minute: number, price: number) => `${minute * M},${price},${price},${price},${price},1`;
    const of = (...prices: number[]) => {
      const tape = readCandleFile(bytes(candles(...prices.map((price, index) => row(index + 1, price)))));
      return (
        [...tape.candles.quality].map((code) => QUALITIES[code]?.slice(0, 1)).join('') +
        tape.notes.map((note) => note.line).join()
      );
    };
    expect(of(100, 120, 144)).toBe('ccc');
    expect(of(100, 121, 100)).toBe('csc3');
    expect(of(100, 10, 101, 102)).toBe('cscc3');
    expect(of(100, 10, 11, 12)).toBe('cscc3');
    expect(of(100, 10, 1000, 100)).toBe('cssc3,4');
  });

  it('[MKT7] bid and ask give mid prices and the quote at the close', () => {
    const text = `ts,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n${M},1.1,1.3,1,1.2,1.3,1.5,1.1,1.1\n`;
    const { candles: read } = readCandleFile(bytes(text));
    expect([read.open[0], read.high[0], read.low[0], read.close[0], read.bid[0], read.ask[0]]).toEqual([
      1.2, 1.4, 1.05, 1.15, 1.2, 1.1,
    ]);
  });
});

describe('trade files', () => {
  const trades = (...rows: string[]) => bytes(`ts,id,price,amount\n${rows.join('\n')}\n`);

  it.each<[rows: string[], fault: string]>([
    [['1000,1,10,0'], '2: amount must be above zero'],
    [['1000,1,10,-1'], '2: amount must be above zero'],
    [['1000,1,-10,1'], '2: price must be above zero, it is "-10"'],
    [['1000,1,10,1', '999,2,10,1'], '3: the row is out of order: 999 comes after 1000'],
    [['1000,1,10,1', '1000,1,10,2'], '3: two different rows for the trade id 1'],
    [['1000,,10,1'], '2: the trade id is empty'],
    [['1000,1,10,1', '1613692800000,2,10,1'], '3: the time is impossible: 1613692800000 is more than a year after 1000'],
  ])('[MKT10] %j is refused', (rows, fault) => {
    expect(faultOf(() => readTradeFile(trades(...rows)))).toBe(fault);
  });

  it('[MKT6] the same id again is dropped; two trades at one time are normal', () => {
    const tape = readTradeFile(trades('1000,1,10,1', '1000,2,10,1', '1000,1,10,1', '61000,3,11,1'));
    expect([tape.rows, [...tape.candles.volume], tape.unfinished]).toEqual([3, [2, 1], 1]);
  });

  it('[MKT6] without ids whole rows are compared', () => {
    const tape = readTradeFile(bytes('timestamp,p,qty,side\n1000,10,1,buy\n1000,10,1,sell\n1000,10,1,buy\n2000,10,1,buy\n'));
    expect([tape.rows, [...tape.candles.volume]]).toEqual([3, [3]]);
  });

  it('[MKT8] an absurd trade stays out and is named, a confirmed level comes in whole', () => {
    const lone = readTradeFile(trades('1000,1,100,1', '2000,2,10,1', '3000,3,101,1'));
    expect([lone.rows, [...lone.candles.low], [...lone.candles.volume], lone.notes.map((note) => note.line)]).toEqual([
      3,
      [100],
      [2],
      [3],
    ]);
    const level = readTradeFile(trades('1000,0,100,1', ...[1, 2, 3, 4, 5].map((n) => `${1000 + n},${n},10,1`)));
    expect([[...level.candles.low], [...level.candles.volume]]).toEqual([[10], [6]]);
  });
});

describe('calendar files', () => {
  const csv = (...rows: string[]) => bytes(`datetime,currency,impact,event,event_id\n${rows.join('\n')}\n`);

  it('[MKT11] CSV: the last row of an id wins', () => {
    const read = readCalendarFile(
      csv('2020-01-01T10:00:00+00:00,USD,High Impact Expected,CPI,1', '2020-01-02T10:00:00+00:00,USD,High Impact Expected,CPI,1'),
    );
    expect(read).toEqual([{ id: '1', at: Date.UTC(2020, 0, 2, 10), currency: 'USD', impact: 'high', title: 'CPI' }]);
  });

  it('[MKT11] CSV with date and time apart', () => {
    const read = readCalendarFile(
      bytes('Date,Time,Currency,Impact,Title\n2020-01-01,8:30pm,EUR,Medium,Rate\n2020-01-01,All Day,EUR,Low,Holiday\n'),
    );
    expect(read.map((one) => [one.at, one.impact])).toEqual([
      [Date.UTC(2020, 0, 1), 'low'],
      [Date.UTC(2020, 0, 1, 20, 30), 'medium'],
    ]);
  });

  it('[MKT11] what says nothing of its impact or currency is major and concerns everybody', () => {
    const csv = readCalendarFile(bytes('time,title\n2020-01-01 20:30,Rate\n'));
    expect(csv.map((one) => [one.currency, one.impact])).toEqual([['ALL', 'high']]);
    const event = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTART:20200101T133000Z', ...lines, 'END:VEVENT'];
    const events = [
      event('UID:a', 'SUMMARY:CPI'),
      event('UID:b', 'SUMMARY:USD CPI', 'DESCRIPTION:Low impact'),
      event('UID:c', 'PRIORITY:9'),
    ];
    const ics = readCalendarFile(bytes(['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n')));
    expect(ics.map((one) => [one.currency, one.impact])).toEqual([
      ['ALL', 'high'],
      ['USD', 'low'],
      ['ALL', 'low'],
    ]);
  });

  it('[MKT11] ICS: zones, repetition, moved and cancelled events', () => {
    const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
    const text = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...event('UID:a', 'DTSTART:20200101T133000Z', 'SUMMARY:CPI', 'CATEGORIES:USD,High'),
      ...event('UID:b', 'DTSTART:20200108T100000Z', 'RRULE:FREQ=WEEKLY;COUNT=2', 'SUMMARY:EUR rate', 'PRIORITY:1'),
      ...event('UID:b', 'RECURRENCE-ID:20200115T100000Z', 'DTSTART:20200116T100000Z', 'SUMMARY:EUR rate', 'PRIORITY:1'),
      ...event('UID:c', 'DTSTART:20200101T133000Z', 'SUMMARY:gone', 'STATUS:CANCELLED'),
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    expect(readCalendarFile(bytes(text)).map((one) => [one.at, one.currency, one.impact])).toEqual([
      [Date.UTC(2020, 0, 1, 13, 30), 'USD', 'high'],
      [Date.UTC(2020, 0, 8, 10), 'EUR', 'high'],
      [Date.UTC(2020, 0, 16, 10), 'EUR', 'high'],
    ]);
  });

  it.each<[text: string, fault: string]>([
    ['datetime,currency,impact,event\n', '1: the calendar holds no announcement'],
    ['datetime,impact,event\n', '1: the calendar holds no announcement'],
    ['ts,open,high,low,close\n60000,1,1,1,1\n', '1: the header has no column "event"'],
    ['datetime,currency,impact,event\n2020-01-01,DOLLAR,High,CPI\n', '2: the currency is not three letters: "DOLLAR"'],
    ['datetime,currency,impact,event\n2020-01-01,USD,huge,CPI\n', '2: the impact is unknown: "huge"'],
    ['datetime,currency,impact,event\nlater,USD,High,CPI\n', '2: the time cannot be read: "later"'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n', '2: the event has no DTSTART'],
  ])('[MKT10] %j is refused', (text, fault) => {
    expect(faultOf(() => readCalendarFile(bytes(text)))).toBe(fault);
  });

  it.each([
    'DTSTART:20231114T2150',
    'DTSTART:2023T2\r\nRRULE:FREQ=DAILY',
    'DTSTART:20231114T221500Z\r\nRRULE:FREQ=NEVER;BYDAY=MO',
    'DTSTART:20231114T221500Z\r\nRRULE:COUNT=2',
  ])('[MKT10] an event of an ICS file that cannot be read is named: %j', (lines) => {
    const text = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    expect(faultOf(() => readCalendarFile(bytes(text)))).toMatch(
      /^[234]: (the event cannot be read|not a readable iCalendar file)/,
    );
  });

  it('[MKT10] broken ICS is refused with its line', () => {
    expect(faultOf(() => readCalendarFile(bytes('BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n')))).toMatch(
      /^2: not a readable iCalendar file/,
    );
  });

  const READ_BOTH_WAYS = [
    'datetime,currency,impact,event\n',
    '\ufeffdatetime;currency;impact;event\r\n2020-01-01;USD;High;"CPI;\r\ny/y"\r\n2020-01-02;USD;High;x\r\n',
    'datetime,currency,impact,event\n2020-01-01,USD,High,"CPI\n',
    'datetime,currency,impact,event\n2020-01-01,USD,High\n',
    'datetime,currency,impact,event\n\n2020-01-01,USD,High,CPI\n',
    'datetime,event,event\n2020-01-01,a,b\n',
    'datetime,currency,impact,event\n2020-01-01,DOLLAR,High,CPI\n',
    `datetime,currency,impact,event\n${'2020-01-01 10:00,USD,High,CPI\n'.repeat(3000)}later,USD,High,CPI\n`,
    `datetime,currency,impact,event\n${Array.from({ length: 3000 }, (_, n) => `2020-01-01 10:00,EUR,Low,é${n}\n`).join('')}`,
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n',
    'BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n',
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20200101T133000Z\nEND:VCALENDAR\n',
    ...['\n', '\r\n'].map((end) =>
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        ...Array.from({ length: 90 }, (_, n) => [
          'BEGIN:VEVENT',
          `UID:${n}`,
          `DTSTART:202001${String(1 + (n % 28)).padStart(2, '0')}T133000Z`,
          'SUMMARY:USD CPI',
          ...(n === 77 ? ['X-IMPACT:huge'] : []),
          'END:VEVENT',
        ]).flat(),
        'END:VCALENDAR',
        '',
      ]
        .slice(0, end === '\n' ? undefined : 300)
        .concat(end === '\n' ? [] : ['END:VCALENDAR', ''])
        .join(end),
    ),
  ];

  it.each(READ_BOTH_WAYS)('[MKT31] read in pieces it is the same calendar, or the same fault: %#', async (text) => {
    const whole = (() => {
      try {
        return readCalendarFile(bytes(text));
      } catch (error) {
        return error;
      }
    })();
    const pieces = await readCalendarInPieces(bytes(text)).catch((error: unknown) => error);
    expect(pieces).toEqual(whole);
  });

  it('[MKT31] a fault has a word and the text concerned beside its sentence', () => {
    const fault = (text: string) => {
      try {
        return readCalendarFile(bytes(text));
      } catch (error) {
        return error;
      }
    };
    const row = (cells: string) => fault(`datetime,currency,impact,event\n${cells}\n`);
    expect(row('2020-01-01,DOLLAR,High,CPI')).toMatchObject({ line: 2, code: 'currency', value: 'DOLLAR' });
    expect(row('2020-01-01,USD,huge,CPI')).toMatchObject({ line: 2, code: 'impact', value: 'huge' });
    expect(row('later,USD,High,CPI')).toMatchObject({ line: 2, code: 'time', value: 'later' });
    expect(fault('datetime,x\n')).toMatchObject({ line: 1, code: 'column-missing', value: 'event' });
  });
});
