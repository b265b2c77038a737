import { DAY, MINUTE } from '../../../../shared/base/time';
import { dayOf, dayStart } from '../../../../shared/base/zonedDay';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { rateOf } from '../../../../shared/features/signals/rates';
import { ruleByName, ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import type { Reader } from '../../store/types';
import { type CheckContext, type Checks, figure, type Verdict, verdict } from '../checks';

export interface SignalChecksOptions {
  readonly source: string;
  readonly read: Reader;
  readonly instruments: readonly Instrument[];
  readonly isOpen: (instrument: Instrument, at: number) => boolean;
}

const ZONE = 'Europe/Paris';
const BY = { instrument: 'instrument', timeframe: 'timeframe', strategy: 'strategy' } as const;
/** Under so many closed signals a rate is shown and judged by nobody. */
const ENOUGH = 20;

/** What the record of signals proves, of this source alone. */
export function signalChecks(options: SignalChecksOptions): Checks {
  return {
    'signals.generated': (context) => {
      const span = spanOf(context);
      const { published, quarantined } = counts(options, span);
      const words =
        published + quarantined > 0
          ? {
              fr: `${published} signaux validés, ${quarantined} en quarantaine.`,
              en: `${published} signals validated, ${quarantined} quarantined.`,
            }
          : anyOpen(options, span)
            ? { fr: 'Aucun signal n’a été produit.', en: 'No signal was generated.' }
            : { fr: 'Aucun marché n’était ouvert : aucun signal attendu.', en: 'No market was open: no signal is expected.' };
      return verdict(published + quarantined > 0 || !anyOpen(options, span) ? 'pass' : 'fail', words, [
        figure('Validés', 'Validated', published),
        figure('En quarantaine', 'Quarantined', quarantined),
      ]);
    },
    'signals.quarantine-empty': () => {
      const waiting = countOf(options, ['quarantined'], { from: 0, to: Number.MAX_SAFE_INTEGER }, true);
      const words =
        waiting === 0
          ? { fr: 'La quarantaine est vide.', en: 'The quarantine is empty.' }
          : { fr: `${waiting} signaux attendent une décision.`, en: `${waiting} signals wait for a decision.` };
      return verdict(waiting === 0 ? 'pass' : 'fail', words, [figure('À décider', 'To decide', waiting)]);
    },
    'signals.rule-active': (context) => ruleActive(options, context),
    'signals.rate': (context) => rateBy(options, context),
    'signals.day': (context) => {
      const span = spanOf(context);
      const { published, quarantined } = counts(options, span);
      const rate = rateOf(closedIn(options, span));
      const words = {
        fr: `${published} publiés, ${rate.n} clos, ${rate.wins} gagnants.`,
        en: `${published} published, ${rate.n} closed, ${rate.wins} winners.`,
      };
      return verdict('pass', words, [
        figure('Publiés', 'Published', published),
        figure('En quarantaine', 'Quarantined', quarantined),
        ...rateFigures('Taux de réussite', 'Win rate', rate),
      ]);
    },
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Today by Paris time, yesterday, or so many days back, as the step asks. */
function spanOf({ params, now }: CheckContext): Span {
  const today = dayStart(dayOf(now, ZONE), ZONE) ?? now - DAY;
  if (params.day === 'yesterday') return { from: dayStart(dayOf(today - 1, ZONE), ZONE) ?? today - DAY, to: today };
  return typeof params.days === 'number' ? { from: now - params.days * DAY, to: now + 1 } : { from: today, to: now + 1 };
}

/** The shortest session on the list lasts for hours. */
const LOOKED_EVERY = 15 * MINUTE;

function anyOpen({ instruments, isOpen }: SignalChecksOptions, { from, to }: Span): boolean {
  for (let at = from; at < to; at += LOOKED_EVERY) if (instruments.some((one) => isOpen(one, at))) return true;
  return false;
}

function counts(options: SignalChecksOptions, span: Span): { published: number; quarantined: number } {
  return {
    published: countOf(options, ['validated', 'released'], span),
    quarantined: countOf(options, ['quarantined', 'rejected'], span),
  };
}

function countOf({ read, source }: SignalChecksOptions, states: readonly string[], { from, to }: Span, openOnly = false): number {
  const query = read.db
    .selectFrom('signals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('source', '=', source)
    .where('state', 'in', states)
    .where('at', '>=', from)
    .where('at', '<', to);
  const open = query.where((eb) => eb.or([eb('outcome_final', 'is', null), eb('outcome_final', '=', 0)]));
  return read.get(openOnly ? open : query)?.n ?? 0;
}

function closedIn({ read, source }: SignalChecksOptions, { from, to }: Span) {
  const rows = read.all(
    read.db
      .selectFrom('signals')
      .select(['instrument', 'timeframe', 'strategy', 'outcome_result', 'outcome_r', 'no_edge'])
      .where('source', '=', source)
      .where('state', 'in', ['validated', 'released'])
      .where('outcome_final', '=', 1)
      .where('outcome_at', '>=', from)
      .where('outcome_at', '<', to),
  );
  return rows.map((row) => ({ ...row, result: row.outcome_result as 'SL', r: row.outcome_r ?? 0, noEdge: row.no_edge }));
}

/** A rate with its sample beside it; the bound is the procedure's, and a small sample says that it is one. */
function rateBy(options: SignalChecksOptions, context: CheckContext): Verdict {
  const days = typeof context.params.days === 'number' ? context.params.days : 7;
  const rows = closedIn(options, { from: context.now - days * DAY, to: context.now + 1 });
  const by = BY[String(context.params.by) as keyof typeof BY];
  const bound = boundOf(context);
  const rate = rateOf(rows);
  const groups = by === undefined ? [] : [...new Set(rows.map((row) => row[by]))].sort();
  const figures = [
    ...rateFigures('Ensemble', 'All', rate),
    ...groups.flatMap((name) => rateFigures(name, name, rateOf(rows.filter((row) => by !== undefined && row[by] === name)))),
  ];
  if (rate.rate === null)
    return verdict(
      'cannot-run',
      { fr: `Aucun signal clos en ${days} jours.`, en: `No signal closed within ${days} days.` },
      figures,
    );
  const shown = `${(rate.rate * 100).toFixed(1)} %`;
  const small = rate.n < ENOUGH;
  const fr = `Taux de réussite ${shown} sur ${rate.n} signaux${small ? ' (échantillon insuffisant)' : ''}.`;
  const en = `Win rate ${shown} over ${rate.n} signals${small ? ' (insufficient sample)' : ''}.`;
  return verdict(bound !== null && rate.rate < bound ? 'fail' : 'pass', { fr, en }, figures);
}

/** The rate under which the procedure raises the alarm; null where it names none. */
function boundOf({ procedure }: CheckContext): number | null {
  const found = procedure.values.find((one) => one.type === 'threshold' && one.metric === 'win_rate');
  return found?.type === 'threshold' ? found.value / 100 : null;
}

function rateFigures(fr: string, en: string, rate: ReturnType<typeof rateOf>): Verdict['figures'] {
  if (rate.rate === null) return [figure(fr, en, 'n = 0')];
  const percent = (value: number | null) => `${((value ?? 0) * 100).toFixed(1)} %`;
  return [
    figure(
      fr,
      en,
      `${percent(rate.rate)} [${percent(rate.low)} – ${percent(rate.high)}], n = ${rate.n}, ${(rate.expectancyR ?? 0).toFixed(2)} R`,
    ),
  ];
}

const FIGURES = {
  price: 'maxPriceDistanceBps',
  risk_reward: 'minRewardToRisk',
  stop_distance: 'maxStopDistancePercent',
  confidence: 'minConfidence',
  opposite: 'maxOppositeSignals',
  volume: 'minVolumeRatio',
  calendar: 'calendarMinutes',
} as const;

/** The rule is among those that decide, with the very figure that the procedure states. */
function ruleActive({ instruments }: SignalChecksOptions, { params }: CheckContext): Verdict {
  const rule = ruleByName(String(params.rule));
  const first = instruments[0];
  if (rule === null || first === undefined || !(rule in FIGURES))
    return verdict('fail', { fr: `La règle ${params.rule} n’existe pas.`, en: `There is no rule ${params.rule}.` });
  const set = ruleSetFor(first);
  const value = set[FIGURES[rule as keyof typeof FIGURES]];
  const shown = rule === 'confidence' ? value * 100 : value;
  const ok = params.value === undefined || Number(params.value) === shown;
  const words = ok
    ? { fr: `La règle ${rule} est active à ${shown} (${set.id}).`, en: `The rule ${rule} is active at ${shown} (${set.id}).` }
    : {
        fr: `La règle ${rule} est à ${shown}, la procédure demande ${params.value}.`,
        en: `The rule ${rule} is at ${shown}, the procedure asks for ${params.value}.`,
      };
  return verdict(ok ? 'pass' : 'fail', words, [
    figure('Règle', 'Rule', rule),
    figure('Valeur', 'Value', shown),
    figure('Jeu', 'Rule set', set.id),
  ]);
}
