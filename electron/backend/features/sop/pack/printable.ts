import type { Phase } from '../../../../../shared/features/sop/procedure';
import type { EvidenceRow, RunDetail, StepStatus } from '../../../../../shared/features/sop/run';
import type { Step } from '../../../../../shared/features/sop/step';
import { type Language, PAGE_WORDS } from './words';

const STYLE = `
@page { margin: 18mm 15mm }
body { font: 10.5pt/1.45 system-ui, sans-serif; color: #15181d; max-width: 180mm; margin: 0 auto }
h1 { font-size: 18pt; margin: 0 0 2mm } h2 { font-size: 12.5pt; margin: 7mm 0 2mm; border-bottom: 1px solid #c8cdd5 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 5mm; margin: 0 } dt { color: #59616e } dd { margin: 0 }
ol { margin: 0; padding-left: 6mm } li { margin: 0 0 3mm; break-inside: avoid } p { margin: 1mm 0 } small { color: #59616e }
code { font-size: 8.5pt; overflow-wrap: anywhere } s { color: #59616e } .late { color: #b81f33 }
table { border-collapse: collapse; width: 100% } td { vertical-align: top; padding: .5mm 3mm .5mm 0 }`;

/** The run as one page to print: no script, nothing loaded from anywhere, every text escaped. */
export function printable(run: RunDetail, language: Language): string {
  const words = PAGE_WORDS[language];
  const title = `${run.procedure} · ${run.title[language]}`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(`${words.title} – ${title}`)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style></head><body>
<p><small>${escaped(words.title)} · ${escaped(words.utc)}</small></p>
<h1>${escaped(title)}</h1>
${facts(run, language)}
${run.pinned.phases.map((phase) => phasePart(phase, run, language)).join('\n')}
<h2>${escaped(words.timeline)}</h2>
<table>${run.events.map((event) => `<tr><td>${time(event.at)}</td><td>${escaped(event.by.name)}</td><td>${escaped(event.kind)}</td><td>${escaped(event.step ?? '')}</td><td>${escaped(event.note ?? '')}</td></tr>`).join('\n')}</table>
</body></html>
`;
}

function facts(run: RunDetail, language: Language): string {
  const words = PAGE_WORDS[language];
  const rows: readonly (readonly [string, string | null])[] = [
    [words.facts.version, String(run.version)],
    [words.facts.run, run.id],
    [words.facts.subject, run.subject],
    [words.facts.due, run.dueAt === null ? null : time(run.dueAt)],
    [words.facts.started, run.startedAt === null ? null : time(run.startedAt)],
    [words.facts.ended, run.endedAt === null ? null : time(run.endedAt)],
    [words.facts.lead, run.lead?.name ?? null],
    [words.facts.state, words.state[run.state]],
    [words.facts.reason, run.reason],
  ];
  const shown = rows.filter(([, value]) => value !== null);
  return `<dl>${shown.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value ?? '')}</dd>`).join('')}</dl>`;
}

function phasePart(phase: Phase, run: RunDetail, language: Language): string {
  const words = PAGE_WORDS[language];
  const late = run.phases.find((one) => one.id === phase.id)?.lateReason ?? null;
  const steps = phase.steps.map((step) =>
    stepPart(
      step,
      run.steps.find((one) => one.id === step.id),
      language,
    ),
  );
  return `<h2>${escaped(phase.title[language])}</h2>
${late === null ? '' : `<p class="late">${escaped(words.late)} : ${escaped(late)}</p>`}
<ol>${steps.join('\n')}</ol>`;
}

function stepPart(step: Step, status: StepStatus | undefined, language: Language): string {
  const words = PAGE_WORDS[language];
  if (status === undefined) return `<li>${escaped(step.title[language])}</li>`;
  const who = status.by === null ? '' : ` ${words.by} ${status.by.name}`;
  const lines = [
    `<strong>${escaped(step.title[language])}</strong> – ${escaped(words.step[status.state] + who)}${status.at === null ? '' : `, ${time(status.at)}`}`,
    ...(status.attested ? [`<em>${escaped(words.attested)}</em>`] : []),
    ...(status.reason === null ? [] : [`${escaped(words.facts.reason)} : ${escaped(status.reason)}`]),
    ...chosen(step, status, language),
    ...values(step, status, language),
    ...(status.check === null ? [] : [escaped(status.check.summary[language])]),
    ...(status.check?.figures ?? []).map((figure) => `${escaped(figure.label[language])} : ${escaped(figure.value)}`),
    ...status.notes.map((note) => `${escaped(words.note)} (${escaped(note.by.name)}, ${time(note.at)}) : ${escaped(note.text)}`),
    ...status.evidence.map((row) => evidenceLine(row, language)),
  ];
  return `<li>${lines.map((line) => `<p>${line}</p>`).join('')}</li>`;
}

function chosen(step: Step, status: StepStatus, language: Language): readonly string[] {
  if (step.kind !== 'decide' || status.option === null) return [];
  const option = step.options.find((one) => one.id === status.option);
  return [`→ ${escaped(option?.label[language] ?? status.option)}`];
}

function values(step: Step, status: StepStatus, language: Language): readonly string[] {
  if (step.kind !== 'record') return [];
  return step.fields
    .filter((field) => Object.hasOwn(status.values, field.id))
    .map(
      (field) => `${escaped(field.label[language])} : ${escaped(String(status.values[field.id]))} ${escaped(field.unit ?? '')}`,
    );
}

function evidenceLine(row: EvidenceRow, language: Language): string {
  const words = PAGE_WORDS[language];
  const label = `${escaped(row.label)} <code>${row.sha256}</code>`;
  if (row.withdrawn === null) return `${escaped(words.evidence)} : ${label}`;
  return `${escaped(words.evidence)} (${escaped(words.withdrawn)} : ${escaped(row.withdrawn.reason)}) : <s>${label}</s>`;
}

function time(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(content: string): string {
  return content.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
