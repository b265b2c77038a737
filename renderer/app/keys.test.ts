import { describe, expect, it } from 'vitest';
import type { CommandSpec } from './commands';
import { COMMANDS, commandFor, conflictOf, keyOf } from './keys';
import { isUnfitDefault, type KeyPress } from './shortcut';

const press = (key: string, code: string, ctrlKey = false): KeyPress => ({
  key,
  code,
  ctrlKey,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  getModifierState: () => false,
});
const carriedOut = (...ids: string[]) => ({
  changed: {},
  held: false,
  typedAhead: '',
  handlers: new Map(ids.map((id) => [id, [() => undefined]])),
});
const named = (id: string): CommandSpec => {
  const found = COMMANDS.find((command) => command.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
};

describe('the default keys', () => {
  it('are all typed alike on every layout', () => {
    expect(COMMANDS.length).toBeGreaterThan(20);
    expect(COMMANDS.filter((command) => command.key !== null && isUnfitDefault(command.key))).toEqual([]);
  });

  it('never contradict each other where both can be on screen', () => {
    const fights = COMMANDS.flatMap((command) => {
      const other = command.key === null ? null : conflictOf(command, command.key, {});
      return other === null ? [] : [`${command.id} and ${other.id}: ${command.key}`];
    });
    expect(fights).toEqual([]);
  });

  it('have an id of their own', () => {
    expect(new Set(COMMANDS.map((command) => command.id)).size).toBe(COMMANDS.length);
  });
});

describe('a key press', () => {
  it('asks only for what somebody on screen carries out', () => {
    expect(commandFor(press('e', 'KeyE'), carriedOut('market.ema'), false)?.id).toBe('market.ema');
    expect(commandFor(press('e', 'KeyE'), carriedOut(), false)).toBeNull();
  });

  it('reaches the timeframes from the unshifted row of a French keyboard', () => {
    expect(commandFor(press('"', 'Digit3'), carriedOut('market.timeframe.15m'), false)?.id).toBe('market.timeframe.15m');
  });

  it('is left to the field that is typed in, except for the palette and its like', () => {
    const screen = carriedOut('market.ema', 'palette.open');
    expect(commandFor(press('e', 'KeyE'), screen, true)).toBeNull();
    expect(commandFor(press('k', 'KeyK', true), screen, true)?.id).toBe('palette.open');
  });

  it('follows the keys the person has changed', () => {
    const screen = { ...carriedOut('market.ema'), changed: { 'market.ema': 'Shift+M' } };
    expect(commandFor(press('e', 'KeyE'), screen, false)).toBeNull();
    expect(keyOf(named('market.ema'), { 'market.ema': '' })).toBeNull();
  });
});

it('a changed key that is taken on the same screen, or everywhere, is a conflict', () => {
  expect(conflictOf(named('market.ema'), 'B', {})?.id).toBe('market.bollinger');
  expect(conflictOf(named('market.ema'), 'Ctrl+K', {})?.id).toBe('palette.open');
  expect(conflictOf(named('market.ema'), 'X', {})).toBeNull();
});
