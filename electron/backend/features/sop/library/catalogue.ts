import type { Procedure } from '../../../../../shared/features/sop/procedure';
import type { Weekday } from '../../../../../shared/features/sop/schedule';
import { nextTurn } from '../../../kit/turn';
import type { SopVersionsTable } from '../../../store/tables/sop';
import type { Reader } from '../../../store/types';
import { parseSop } from './parse';
import { readParsed } from './parsed';

export interface PublishedSop {
  readonly procedure: Procedure;
  readonly version: number;
  readonly digest: string;
  readonly yaml: string;
  readonly at: number;
}

type Row = Pick<SopVersionsTable, 'procedure' | 'version' | 'digest' | 'yaml' | 'at'>;
const COLUMNS = ['procedure', 'version', 'digest', 'yaml', 'at'] as const;

/** Procedures as published, parsed once a digest. What is stored was valid when it was published. */
export class Catalogue {
  readonly #parsed = new Map<string, Procedure>();
  #current: ReadonlyMap<string, PublishedSop> | null = null;
  #offDays: ReadonlyMap<string, readonly Weekday[]> | null = null;
  /** Counts up with each change, for what is computed from all of them. */
  generation = 0;

  constructor(
    private readonly read: Reader,
    private readonly sessions: ReadonlySet<string>,
  ) {}

  /** Something was published, or days unticked. */
  forget(): void {
    this.#current = null;
    this.#offDays = null;
    this.generation += 1;
  }

  /**
   * Reads what is in force ahead, one procedure a turn: together they would hold the loop for longer than everything else at
   * start. Whoever asks before that has the rest read at once.
   */
  async warm(): Promise<void> {
    if (this.#current !== null) return;
    for (const row of this.#rows()) {
      this.#published(row);
      await nextTurn();
    }
  }

  all(): ReadonlyMap<string, PublishedSop> {
    this.#current ??= this.#load();
    return this.#current;
  }

  current(id: string): PublishedSop | undefined {
    return this.all().get(id);
  }

  version(id: string, version: number): PublishedSop | undefined {
    const current = this.all().get(id);
    if (current?.version === version) return current;
    const query = this.read.db
      .selectFrom('sop_versions')
      .select(COLUMNS)
      .where('procedure', '=', id)
      .where('version', '=', version);
    const row = this.read.get(query);
    return row === undefined ? undefined : this.#published(row);
  }

  offDays(id: string, schedule: string): readonly Weekday[] {
    if (this.#offDays === null) {
      const rows = this.read.all(this.read.db.selectFrom('sop_offdays').select(['procedure', 'schedule', 'days_json']));
      this.#offDays = new Map(rows.map((row) => [`${row.procedure}/${row.schedule}`, JSON.parse(row.days_json) as Weekday[]]));
    }
    return this.#offDays.get(`${id}/${schedule}`) ?? [];
  }

  #load(): ReadonlyMap<string, PublishedSop> {
    return new Map(this.#rows().map((row) => [row.procedure, this.#published(row)]));
  }

  #rows(): readonly Row[] {
    return this.read.all(this.read.db.selectFrom('sop_versions').select(COLUMNS).where('current', '=', 1).orderBy('procedure'));
  }

  #published(row: Row): PublishedSop {
    const known = this.#parsed.get(row.digest);
    const procedure = known ?? readParsed(this.read, row.digest) ?? this.#parse(row);
    this.#parsed.set(row.digest, procedure);
    return { procedure, version: row.version, digest: row.digest, yaml: row.yaml, at: row.at };
  }

  #parse(row: Row): Procedure {
    const parsed = parseSop(row.yaml, this.sessions);
    if (!parsed.ok) throw new Error(`${row.procedure} ${row.version} cannot be read: ${JSON.stringify(parsed.problems[0])}`);
    return parsed.procedure;
  }
}
