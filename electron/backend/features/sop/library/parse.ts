import { LineCounter, parseDocument } from 'yaml';
import { isTimeZone } from '../../../../../shared/base/civilTime';
import type { SopProblem } from '../../../../../shared/features/sop/library';
import { loadProcedure } from '../../../../../shared/features/sop/load';
import type { Procedure } from '../../../../../shared/features/sop/procedure';

export type Parsed =
  | { readonly ok: true; readonly procedure: Procedure; readonly problems: readonly [] }
  | { readonly ok: false; readonly problems: readonly SopProblem[] };

/** A few hundred aliases of aliases would fill the memory. */
const MAX_ALIASES = 50;

/** Reads a procedure's text; problems name the line. `sessions` are the markets there are. Never throws. */
export function parseSop(yaml: string, sessions: ReadonlySet<string>): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      path: '',
      code: 'YAML',
      detail: error.message,
      line: lines.linePos(error.pos[0]).line,
    }));
    return { ok: false, problems };
  }
  const lineOf = (path: string): number | null => lineAt(document, lines, path);
  const value = contentOf(document);
  if (value instanceof Error) return { ok: false, problems: [{ path: '', code: 'YAML', detail: value.message, line: null }] };
  const loaded = loadProcedure(value);
  const found = loaded.ok ? placesOf(loaded.procedure, sessions) : loaded.problems;
  if (loaded.ok && found.length === 0) return { ok: true, procedure: loaded.procedure, problems: [] };
  return { ok: false, problems: found.map((one) => ({ ...one, line: lineOf(one.path) })) };
}

type Document = ReturnType<typeof parseDocument>;

function contentOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What only this machine knows: zones and markets. */
function placesOf(sop: Procedure, sessions: ReadonlySet<string>) {
  const zones = [
    ...sop.schedules.flatMap((one, index) => ('zone' in one ? [{ path: `schedules.${index}.zone`, zone: one.zone }] : [])),
    ...(sop.window === undefined ? [] : [{ path: 'window.zone', zone: sop.window.zone }]),
  ];
  return [
    ...zones.filter(({ zone }) => !isTimeZone(zone)).map(({ path, zone }) => ({ path, code: 'UNKNOWN_ZONE', detail: zone })),
    ...sop.schedules.flatMap((one, index) =>
      one.kind === 'session' && !sessions.has(one.session)
        ? [{ path: `schedules.${index}.session`, code: 'UNKNOWN_SESSION', detail: one.session }]
        : [],
    ),
  ];
}

/** The line of the node that the path names, or of the nearest one around it. */
function lineAt(document: Document, lines: LineCounter, path: string): number | null {
  const keys = path === '' ? [] : path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  for (let length = keys.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null) : null;
    if (range !== null && range !== undefined) return lines.linePos(range[0]).line;
  }
  return null;
}
