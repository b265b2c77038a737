import { describe, expect, it } from 'vitest';
import { aRun } from './run.fixture';
import { isShown, moved, nextOpen, phasesOf, stepsOf } from './runView';

const run = aRun();
const all = stepsOf(phasesOf(run), false);

describe('the run in the order of the screen', () => {
  it('begins with what must be so beforehand and ends with what holds all along', () => {
    expect(phasesOf(run).map((view) => view.phase.id)).toEqual(['before', 'work', 'back', 'rules']);
    expect(all.map((view) => view.step.id)).toEqual(['ready', 'first', 'second', 'rule']);
  });

  it('shows the way back when it is gone, or was', () => {
    const back = phasesOf(run).find((view) => view.phase.id === 'back');
    expect(back !== undefined && isShown(back, false)).toBe(false);
    expect(back !== undefined && isShown(back, true)).toBe(true);
    expect(stepsOf(phasesOf(run), true).map((view) => view.step.id)).toContain('undo');
  });

  it('leaves out phases that this schedule does not run', () => {
    const part = aRun({ phases: ['work'] });
    expect(phasesOf(part).map((view) => view.phase.id)).toEqual(['work']);
  });
});

describe('where the work goes on', () => {
  it('is the next open step, then the first open one', () => {
    expect(nextOpen(all, 'ready')).toBe('first');
    const half = stepsOf(phasesOf(aRun({ done: ['first', 'second', 'rule'] })), false);
    expect(nextOpen(half, 'first')).toBe('ready');
  });

  it('is where one stands when all is done', () => {
    const done = stepsOf(phasesOf(aRun({ done: ['ready', 'first', 'second', 'rule'] })), false);
    expect(nextOpen(done, 'second')).toBe('second');
    expect(nextOpen([], null)).toBeNull();
  });

  it('moves by rows and stops at both ends', () => {
    expect(moved(all, 'first', 1)).toBe('second');
    expect(moved(all, 'ready', -1)).toBe('ready');
    expect(moved(all, 'rule', 5)).toBe('rule');
    expect(moved(all, null, 1)).toBe('ready');
  });
});
