import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

interface CopyButtonProps {
  readonly text: string;
  /** Names what is copied. */
  readonly label: string;
  /** Said once it is done. */
  readonly done: string;
}

const SAID_MS = 1_500;

/** Puts a digest or an id into the clipboard and says so in place. */
export function CopyButton({ text, label, done }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Tooltip label={copied ? done : label} openDelay={300}>
      <ActionIcon
        size="xs"
        variant="subtle"
        color="var(--s-text-secondary)"
        aria-label={copied ? done : label}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
