import { Checkbox, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useHello } from '../../../app/frame/hello';
import type { SectionProps } from './DisplaySection';
import { FeedKeyRow } from './FeedKeyRow';
import { RefereeRow } from './RefereeRow';
import { Row, SettingsSection } from './Row';

const FEEDS = ['auto', 'binance', 'kraken', 'twelvedata', 'simulation'] as const;
const EVALUATED = ['1m', '5m', '15m', '1h', '4h'] as const;

/** What the engine looks at, and where prices come from at the next start. */
export function EngineSection({ settings, save }: SectionProps) {
  const { t } = useTranslation('settings');
  const hello = useHello();
  return (
    <SettingsSection id="engine" title={t('engine.title')}>
      <Row label={t('engine.timeframes')} note={t('engine.timeframesNote')}>
        {EVALUATED.map((timeframe) => (
          <Checkbox
            key={timeframe}
            size="xs"
            ml={8}
            label={t(`timeframe.${timeframe}`)}
            checked={settings.signalTimeframes.includes(timeframe)}
            disabled={settings.signalTimeframes.length === 1 && settings.signalTimeframes.includes(timeframe)}
            onChange={(event) => {
              const checked = event.currentTarget.checked;
              save({
                signalTimeframes: EVALUATED.filter((one) =>
                  one === timeframe ? checked : settings.signalTimeframes.includes(one),
                ),
              });
            }}
          />
        ))}
      </Row>
      <Row
        label={t('engine.feed')}
        note={hello === null ? t('engine.feedNote') : `${t('engine.feedNote')} ${t('engine.feedNow', { source: hello.source })}`}
      >
        <Radio.Group
          value={settings.feed}
          aria-label={t('engine.feed')}
          onChange={(feed) => {
            const known = FEEDS.find((one) => one === feed);
            if (known !== undefined) save({ feed: known });
          }}
        >
          {FEEDS.map((feed) => (
            <Radio key={feed} size="xs" my={4} value={feed} label={t(`engine.feeds.${feed}`)} />
          ))}
        </Radio.Group>
      </Row>
      <FeedKeyRow />
      <RefereeRow settings={settings} save={save} />
    </SettingsSection>
  );
}
