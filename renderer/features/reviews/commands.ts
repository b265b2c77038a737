import type { CommandSpec } from '../../app/commands';

export const reviewsCommands: readonly CommandSpec[] = [
  { id: 'reviews.sound', title: 'reviews:key.sound', key: '1' },
  { id: 'reviews.doubtful', title: 'reviews:key.doubtful', key: '2' },
  { id: 'reviews.wrong', title: 'reviews:key.wrong', key: '3' },
  { id: 'reviews.coherent', title: 'reviews:key.coherent', key: '4' },
  { id: 'reviews.incoherent', title: 'reviews:key.incoherent', key: '5' },
  { id: 'reviews.unknown', title: 'reviews:key.unknown', key: '6' },
  { id: 'reviews.note', title: 'reviews:key.note', key: 'N' },
  { id: 'reviews.send', title: 'reviews:key.send', key: 'Ctrl+Enter', inFields: true },
];
