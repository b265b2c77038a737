import type { CommandSpec } from '../../app/commands';

export const qualityCommands: readonly CommandSpec[] = [
  /** Carried out from every screen: whoever sees something wrong does not look for the right place first. */
  { id: 'quality.stop', title: 'quality:key.stop', key: null },
  { id: 'quality.pause', title: 'quality:key.pause', key: 'P' },
  { id: 'quality.lift', title: 'quality:key.lift', key: 'L' },
  { id: 'quality.signal', title: 'quality:key.signal', key: 'S' },
];
