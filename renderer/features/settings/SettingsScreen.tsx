import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/Screen';

export function SettingsScreen() {
  const { t } = useTranslation('app');
  return <Screen title={t('screen.settings')}>{null}</Screen>;
}
