import { Button, Checkbox, CloseButton, Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filter.module.css';

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  /** Enter takes the best match; the arrow down goes on to the list. */
  readonly onEnter?: () => void;
  readonly onDown?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The field Ctrl+F leads to. Escape empties it, then leaves it. */
export function SearchField({ value, onChange, label, onEnter, onDown, ref }: SearchFieldProps) {
  return (
    <TextInput
      {...(ref === undefined ? {} : { ref })}
      size="xs"
      w={180}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        const { key, currentTarget } = event;
        const leave = () => (value === '' ? currentTarget.blur() : onChange(''));
        const act = { Escape: leave, Enter: onEnter, ArrowDown: onDown }[key];
        if (act === undefined) return;
        event.preventDefault();
        act();
      }}
    />
  );
}

interface FilterProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** One filter: a button that says what is chosen, and a list of boxes. Nothing chosen means everything. */
export function Filter<Value extends string>({ label, options, chosen, onChange }: FilterProps<Value>) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const said = names.length === 0 ? label : names.length > 2 ? `${label} · ${names.length}` : `${label} · ${names.join(', ')}`;
  return (
    <span className={styles.filter} data-active={names.length > 0 || undefined}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="none" trapFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronDown size={12} aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            {said}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={styles.menu} aria-label={label}>
          {options.map((option) => (
            <Checkbox
              key={option.value}
              size="xs"
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
                )
              }
            />
          ))}
        </Popover.Dropdown>
      </Popover>
      {names.length > 0 && <CloseButton size="xs" aria-label={t('filter.clear', { name: label })} onClick={() => onChange([])} />}
    </span>
  );
}
