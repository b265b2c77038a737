import { describe, expect, it } from 'vitest';
import { isUnfitDefault, type KeyPress, shortcutsOf } from './shortcut';

const press = (key: string, code: string, held: Partial<KeyPress> & { altGraph?: boolean } = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  getModifierState: (name) => name === 'AltGraph' && held.altGraph === true,
  ...held,
});

describe('the text of a key press', () => {
  it('names letters by what they print, in upper case', () => {
    expect(shortcutsOf(press('k', 'KeyK', { ctrlKey: true }))).toEqual(['Ctrl+K']);
    expect(shortcutsOf(press('J', 'KeyJ', { shiftKey: true }))).toEqual(['Shift+J']);
    expect(shortcutsOf(press('F2', 'F2'))).toEqual(['F2']);
    expect(shortcutsOf(press(' ', 'Space'))).toEqual(['Space']);
  });

  it('follows the printed letter on a French layout, where A and Q change places', () => {
    expect(shortcutsOf(press('q', 'KeyA', { altKey: true }))).toEqual(['Alt+Q']);
  });

  it('takes a digit typed with Shift on AZERTY as the digit', () => {
    expect(shortcutsOf(press('3', 'Digit3', { shiftKey: true }))).toEqual(['3']);
  });

  it('takes the unshifted digit row of AZERTY as its digits when nothing claims the character', () => {
    expect(shortcutsOf(press('"', 'Digit3'))).toEqual(['"', '3']);
    expect(shortcutsOf(press('é', 'Digit2'))).toEqual(['É', '2']);
    expect(shortcutsOf(press('é', 'Digit2', { ctrlKey: true }))).toEqual(['Ctrl+É']);
  });

  it('leaves AltGr, dead keys and bare modifiers to typing', () => {
    expect(shortcutsOf(press('@', 'Digit0', { ctrlKey: true, altKey: true, altGraph: true }))).toEqual([]);
    expect(shortcutsOf(press('Dead', 'BracketLeft'))).toEqual([]);
    expect(shortcutsOf(press('Control', 'ControlLeft', { ctrlKey: true }))).toEqual([]);
  });
});

it.each(['[', ']', '/', '?', '²', 'Ctrl+1', 'Ctrl+Shift+9', 'Ctrl+/'])('%s is no default', (shortcut) => {
  expect(isUnfitDefault(shortcut)).toBe(true);
});
