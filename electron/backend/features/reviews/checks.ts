import type { Text } from '../../../../shared/features/sop/text';
import type { Reader } from '../../store/types';
import { type Check, type Checks, figure, type Verdict, verdict } from '../checks';
import { progressOf, type Reviewed, reviewedSince } from './samples';
import { listDraws } from './store';

export interface ReviewChecksOptions {
  readonly source: string;
  readonly read: Reader;
}

interface Latest {
  readonly day: string;
  readonly reviewed: readonly Reviewed[];
}

/** What the reviews of the last drawn sample prove. */
export function reviewChecks(options: ReviewChecksOptions): Checks {
  const about =
    (judge: (latest: Latest) => Verdict): Check =>
    () => {
      const latest = latestOf(options);
      return latest === null ? verdict('cannot-run', NO_SAMPLE) : judge(latest);
    };
  return {
    'signals.samples-reviewed': about(samplesReviewed),
    'reviews.technical': about((latest) => judged(latest, 'technical', TECHNICAL_WORDS)),
    'reviews.fundamental': about((latest) => judged(latest, 'fundamental', FUNDAMENTAL_WORDS)),
    'reviews.documented': about(documented),
  };
}

const NO_SAMPLE: Text = {
  fr: 'Aucun échantillon n’a encore été tiré : le premier l’est à 00:05, après un jour avec des signaux.',
  en: 'No sample has been drawn yet: the first one comes at 00:05 after a day with signals.',
};

function latestOf({ read, source }: ReviewChecksOptions): Latest | null {
  const day = listDraws(read, source, 1)[0]?.day;
  return day === undefined
    ? null
    : { day, reviewed: reviewedSince({ read, source }, day).filter(({ sample }) => sample.day === day) };
}

function samplesReviewed({ day, reviewed }: Latest): Verdict {
  const { signals, needed, done } = progressOf(reviewed);
  const words =
    signals === 0
      ? { fr: `Aucun signal le ${day}, rien à relire.`, en: `No signal on ${day}, nothing to review.` }
      : {
          fr: `Échantillon du ${day} : ${done} relectures faites sur ${needed}, pour ${signals} signaux.`,
          en: `Sample of ${day}: ${done} of ${needed} reviews given, over ${signals} signals.`,
        };
  return verdict(done >= needed ? 'pass' : 'fail', words, [
    figure('Jour', 'Day', day),
    figure('Signaux tirés', 'Signals drawn', signals),
    figure('Relectures demandées', 'Reviews asked for', needed),
    figure('Relectures faites', 'Reviews given', done),
  ]);
}

const TECHNICAL_WORDS: Readonly<Record<string, Text>> = {
  sound: { fr: 'Justes', en: 'Sound' },
  doubtful: { fr: 'Douteux', en: 'Doubtful' },
  wrong: { fr: 'Erronés', en: 'Wrong' },
};
const FUNDAMENTAL_WORDS: Readonly<Record<string, Text>> = {
  coherent: { fr: 'Cohérents', en: 'Coherent' },
  incoherent: { fr: 'Incohérents', en: 'Incoherent' },
  unknown: { fr: 'Indéterminés', en: 'Unknown' },
};

/** Every signal has its verdict; how they fell is said, and proves nothing by itself. */
function judged({ day, reviewed }: Latest, of: 'technical' | 'fundamental', words: Readonly<Record<string, Text>>): Verdict {
  const left = reviewed.filter(({ given }) => given.length === 0).length;
  const verdicts = reviewed.flatMap(({ given }) => given.map((one) => one[of]));
  const counts = Object.entries(words).map(([word, { fr, en }]) => figure(fr, en, verdicts.filter((one) => one === word).length));
  const said = {
    fr: left === 0 ? `Échantillon du ${day} jugé en entier.` : `${left} signaux du ${day} restent à juger.`,
    en: left === 0 ? `The whole sample of ${day} has been judged.` : `${left} signals of ${day} are still to be judged.`,
  };
  return verdict(left === 0 ? 'pass' : 'fail', said, [figure('Verdicts', 'Verdicts', verdicts.length), ...counts]);
}

/** Counts, and each contested signal with what was noted: the weekly review finds them here. */
function documented({ day, reviewed }: Latest): Verdict {
  const { signals, needed, done, contested } = progressOf(reviewed);
  const words = {
    fr: `${signals} signaux tirés, ${done} relectures sur ${needed}, ${contested} signaux contestés (${day}).`,
    en: `${signals} signals drawn, ${done} of ${needed} reviews, ${contested} signals contested (${day}).`,
  };
  const notes = reviewed.flatMap(({ sample, given }) =>
    given.filter(({ note }) => note !== '').map(({ note }) => figure(short(sample.signal_id), short(sample.signal_id), note)),
  );
  return verdict(done >= needed ? 'pass' : 'fail', words, [
    figure('Signaux relus', 'Signals reviewed', reviewed.filter(({ given }) => given.length > 0).length),
    figure('Signaux contestés', 'Signals contested', contested),
    ...notes.slice(0, 20),
  ]);
}

const short = (id: string) => id.slice(0, 8);
