/** The part of a keyboard event a shortcut is read from. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  getModifierState(modifier: string): boolean;
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus' };

/**
 * The shortcut's texts a press may stand for, most literal first, such as `Ctrl+K`, `Shift+J`, `F1`, `ArrowDown`, `3`.
 *
 * The printed character counts, not the key's place, so that layouts agree. Shift is named only with letters and named keys:
 * on a French keyboard it is what makes a digit. There, the unshifted digit row counts as its digit too when nothing
 * claims the character itself. AltGr is never a shortcut: it types.
 */
export function shortcutsOf(press: KeyPress): readonly string[] {
  if (press.getModifierState('AltGraph') || isModifier(press.key)) return [];
  const single = press.key.length === 1;
  const isLetter = single && press.key.toLowerCase() !== press.key.toUpperCase();
  const key = NAMES[press.key] ?? (single ? press.key.toUpperCase() : press.key);
  const modifiers: string[] = [];
  if (press.ctrlKey || press.metaKey) modifiers.push('Ctrl');
  if (press.altKey) modifiers.push('Alt');
  if (press.shiftKey && (isLetter || !single)) modifiers.push('Shift');
  const literal = [...modifiers, key].join('+');
  const digit = /^Digit([0-9])$/.exec(press.code)?.[1];
  const plain = !press.ctrlKey && !press.metaKey && !press.altKey;
  return digit !== undefined && plain && key !== digit ? [literal, digit] : [literal];
}

function isModifier(key: string): boolean {
  return (
    key === 'Control' ||
    key === 'Shift' ||
    key === 'Alt' ||
    key === 'Meta' ||
    key === 'AltGraph' ||
    key === 'Dead' ||
    key === 'Process'
  );
}

/** Characters a French keyboard has no plain key for, and digits with Ctrl, which browsers and AZERTY both take. */
export function isUnfitDefault(shortcut: string): boolean {
  return /(^|\+)[[\]/?²]$/.test(shortcut) || /^Ctrl\+.*[0-9]$/.test(shortcut);
}
