import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../shared/features/notifications/contract';
import { orpc } from '../../app/client';
import { useFormat } from '../../ui/format/FormatProvider';
import { formatDuration, formatNumber, formatPercent } from '../../ui/format/format';
import { type NoticeFormat, noticeValues } from './noticeWords';

export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/** A replayed file is no simulation: each says what it is before anything else. */
function marked({ simulated, values }: Notification, title: string, t: TFunction<'notifications'>): string {
  if (String(values.source).startsWith('file:')) return t('filePrefix', { title });
  return simulated ? t('simulationPrefix', { title }) : title;
}

/** A notice in the operator's words. What is simulated or replayed says so before anything else. */
export function useNoticeWords(): (notice: Notification) => NoticeText {
  const { t } = useTranslation('notifications');
  const rules = useFormat();
  const { data } = useQuery(orpc.market.instruments.queryOptions());
  return useMemo(() => {
    const decimals = new Map(data?.instruments.map((one) => [one.id, one.decimals]));
    const format: NoticeFormat = {
      price: (instrument, value) =>
        formatNumber(value, rules, decimals.get(instrument) ?? (String(value).split('.')[1] ?? '').length),
      percent: (value) => formatPercent(value, rules, 1),
      r: (value) => `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value), rules, 2)}`,
      offset: (ms) => formatDuration(ms, rules),
      word: (family, key) => String(t(`${family}.${key}` as never)),
    };
    return (notice) => {
      const values = noticeValues(notice.values, format);
      const title = t(`${notice.kind}.title`, values);
      return { title: marked(notice, title, t), body: t(`${notice.kind}.body`, values) };
    };
  }, [t, rules, data]);
}
