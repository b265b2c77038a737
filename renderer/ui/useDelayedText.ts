import { useEffect, useRef, useState } from 'react';

/** Typing is sent on after this pause, so that a word costs one read. */
const TYPING_MS = 250;

/** The text of a search field: shown at once, sent to `onChange` after a pause, replaced when `value` changes by other means. */
export function useDelayedText(value: string, onChange: (text: string) => void): readonly [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    // A view was applied or the browser went back: what was typed no longer holds.
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return [text, setText];
}
