import type { CommandSpec } from '../../app/commands';

export const todayCommands: readonly CommandSpec[] = [
  { id: 'today.scopeMe', title: 'sop:key.scopeMe', key: '1' },
  { id: 'today.scopeTeam', title: 'sop:key.scopeTeam', key: '2' },
  { id: 'today.scopeAll', title: 'sop:key.scopeAll', key: '3' },
  { id: 'today.explain', title: 'sop:key.explain', key: 'R' },
];

export const procedureCommands: readonly CommandSpec[] = [
  { id: 'procedures.start', title: 'sop:key.start', key: 'S' },
  { id: 'procedures.review', title: 'sop:key.review', key: 'V' },
  { id: 'procedures.export', title: 'sop:key.exportFile', key: 'X' },
  { id: 'procedures.import', title: 'sop:key.importFile', key: null },
  { id: 'procedures.save', title: 'sop:key.saveDraft', key: 'Ctrl+S', inFields: true },
  { id: 'procedures.diff', title: 'sop:key.diff', key: 'F4', inFields: true },
  { id: 'procedures.problem', title: 'sop:key.problem', key: 'Alt+F8', inFields: true },
];

/** The history, and what is done in one run. */
export const runCommands: readonly CommandSpec[] = [
  { id: 'run.done', title: 'sop:key.done', key: 'Space' },
  { id: 'run.do', title: 'sop:key.do', key: 'R' },
  { id: 'run.decide', title: 'sop:key.decide', key: 'D' },
  { id: 'run.option1', title: 'sop:key.option1', key: '1' },
  { id: 'run.option2', title: 'sop:key.option2', key: '2' },
  { id: 'run.option3', title: 'sop:key.option3', key: '3' },
  { id: 'run.option4', title: 'sop:key.option4', key: '4' },
  { id: 'run.option5', title: 'sop:key.option5', key: '5' },
  { id: 'run.option6', title: 'sop:key.option6', key: '6' },
  { id: 'run.attest', title: 'sop:key.attest', key: 'M' },
  { id: 'run.skip', title: 'sop:key.skip', key: 'S' },
  { id: 'run.notApplicable', title: 'sop:key.notApplicable', key: 'X' },
  { id: 'run.fail', title: 'sop:key.fail', key: 'F' },
  { id: 'run.reopen', title: 'sop:key.reopen', key: 'U' },
  { id: 'run.note', title: 'sop:key.note', key: 'N' },
  { id: 'run.evidence', title: 'sop:key.evidence', key: 'E' },
  { id: 'run.assign', title: 'sop:key.assign', key: 'A' },
  { id: 'run.link', title: 'sop:key.link', key: 'O' },
  { id: 'run.pause', title: 'sop:key.pause', key: 'P' },
  { id: 'run.handOver', title: 'sop:key.handOver', key: 'H' },
  { id: 'run.rollBack', title: 'sop:key.rollBack', key: null },
  { id: 'run.finish', title: 'sop:key.finish', key: 'T' },
  { id: 'run.abort', title: 'sop:key.abort', key: null },
  { id: 'run.pack', title: 'sop:key.pack', key: 'Z' },
  { id: 'run.print', title: 'sop:key.print', key: 'I' },
  { id: 'runs.export', title: 'sop:key.exportCsv', key: 'C' },
];
