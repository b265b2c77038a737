import type { sopContract } from '../../../../shared/features/sop/contract';
import type { TypedValue } from '../../../../shared/features/sop/values';
import { nextTurn } from '../../kit/turn';
import { Refusal } from '../../store/refusal';
import type { Handlers } from '../handlers';
import { sopActs } from './acts';
import { sopChecks } from './checks';
import { CSV_START, csvOf } from './history/csv';
import { insightOf } from './history/insight';
import { countRuns, listRuns } from './history/list';
import { Catalogue } from './library/catalogue';
import { editing } from './library/editing';
import { seedShipped } from './library/seed';
import { shelf } from './library/shelf';
import { makePack } from './pack/pack';
import { printable } from './pack/printable';
import { packSource } from './pack/source';
import type { SopOptions } from './ports';
import { approvalCommands } from './runs/approve';
import { evidenceCommands } from './runs/evidenceCommands';
import { proofCommands } from './runs/proof';
import { runCommands } from './runs/runCommands';
import { stepCommands } from './runs/stepCommands';
import { runDetail } from './runs/view';
import { watchHandlers } from './runs/watch';
import type { RunContext } from './runs/work';
import { FactWatch } from './schedule/factWatch';
import { Scheduler } from './schedule/scheduler';
import { Upcoming } from './schedule/upcoming';
import { today } from './today';

export interface Sop {
  readonly handlers: Handlers<typeof sopContract>;
  readonly context: RunContext;
  /** What the procedures in force state, for whoever has to keep to it. */
  values(): readonly (TypedValue & { readonly procedure: string })[];
  /** Ids of the procedures in force that name an entry of the directory. */
  naming(entry: string): readonly string[];
  start(): void;
  /** The machine woke up. */
  resume(): void;
  stop(): Promise<void>;
}

/** Rows of an export that are read and written in one go. */
const PIECE = 500;

export function createSop(options: SopOptions): Sop {
  const { read, commands } = options;
  const sessions = new Set(Object.keys(options.sessions));
  const catalogue = new Catalogue(read, sessions);
  const bare: RunContext = { ...options, catalogue };
  const context: RunContext = {
    ...bare,
    checks: { ...sopChecks(bare), ...options.checks },
    acts: { ...sopActs(bare), ...options.acts },
  };
  seedShipped({ read, commands, texts: options.shipped(), sessions });
  const upcoming = new Upcoming(context);
  const scheduler = new Scheduler(context);
  const factWatch = new FactWatch(context);
  const deaf = options.facts.subscribe(({ kind }) => {
    if (kind === 'sop.published') catalogue.forget();
    if (kind.startsWith('approval.')) void scheduler.look();
  });
  return {
    context,
    values: () =>
      [...catalogue.all().values()].flatMap(({ procedure }) =>
        procedure.values.map((value) => ({ ...value, procedure: procedure.id })),
      ),
    naming: (entry) =>
      [...catalogue.all().values()]
        .filter(({ procedure }) => procedure.contacts.some((contact) => contact.entry === entry))
        .map(({ procedure }) => procedure.id),
    start() {
      scheduler.start();
      factWatch.start();
    },
    resume: () => void scheduler.look(),
    async stop() {
      deaf();
      factWatch.stop();
      await scheduler.stop();
    },
    handlers: {
      ...runCommands(context),
      ...stepCommands(context),
      ...approvalCommands(context),
      ...proofCommands(context),
      ...evidenceCommands(context),
      ...watchHandlers(context),
      ...editing(context),
      ...shelf(context, upcoming),
      today: {
        query: async (input, { actor }) => {
          await catalogue.warm();
          return today(context, upcoming, actor, input);
        },
      },
      run: { query: ({ id }) => runDetail(context, id) },
      explainMiss: {
        command:
          ({ key, reason }, { actor }) =>
          (tx) => {
            tx.subject(key);
            const row = tx.get(
              tx.db.selectFrom('sop_occurrences').selectAll().where('key', '=', key).where('state', '=', 'missed'),
            );
            if (row === undefined) throw new Refusal('UNKNOWN_OCCURRENCE');
            const roles = catalogue.current(row.procedure)?.procedure.owner.roles ?? [];
            if (!roles.some((role) => (actor.roles as readonly string[]).includes(role)))
              throw new Refusal('NOT_YOURS', { roles, tier: null });
            tx.run(tx.db.updateTable('sop_occurrences').set({ reason, explained_by: actor.id }).where('key', '=', key));
            tx.fact('sop.explained', key);
            return {};
          },
      },
      pack: {
        query: async ({ id }, { actor }) => {
          const pack = await makePack(packSource(context, id, actor.id), (sha256) => options.evidence.get(sha256));
          return { name: pack.name, file: new Blob([Uint8Array.from(pack.zip)], { type: 'application/zip' }) };
        },
      },
      printable: {
        query: ({ id, language }) => {
          const run = runDetail(context, id);
          return { name: `${run.procedure}-${run.id.slice(0, 8)}.${language}.html`, html: printable(run, language) };
        },
      },
      runs: {
        query: ({ filter, cursor, limit }) => ({
          ...listRuns(context, filter, cursor, limit),
          total: countRuns(context, filter),
        }),
      },
      exportRuns: { query: async ({ filter }) => ({ name: 'runs.csv', csv: await csvInTurns(context, filter) }) },
      insight: {
        query: async ({ procedure, from, to }) => {
          const wanted = [...catalogue.all().values()].filter((sop) => procedure === undefined || sop.procedure.id === procedure);
          const rows = [];
          for (const sop of wanted) {
            rows.push(insightOf(context, sop, { from, to }));
            await nextTurn();
          }
          return { rows };
        },
      },
      people: {
        query: () => ({
          people: options
            .operators()
            .filter(({ active }) => active)
            .map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
        }),
      },
    },
  };

  async function csvInTurns(on: RunContext, filter: Parameters<typeof listRuns>[1]): Promise<string> {
    let text = CSV_START;
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof listRuns> = listRuns(on, filter, cursor, PIECE);
      text += csvOf(page.rows);
      cursor = page.next;
      await nextTurn();
    } while (cursor !== null);
    return text;
  }
}
