import { useTranslation } from 'react-i18next';
import { useHello } from '../../app/frame/hello';
import { Screen } from '../../ui/Screen';
import { SkeletonRows } from '../../ui/states';
import styles from './parts/access.module.css';
import { DevicesSection } from './parts/account/DevicesSection';
import { PasswordSection } from './parts/account/PasswordSection';
import { ProfileSection } from './parts/account/ProfileSection';
import { SecondFactorSection } from './parts/account/SecondFactorSection';

/** What the person before the screen may change about their own account. */
export function AccountScreen() {
  const { t } = useTranslation('access');
  const operator = useHello()?.operator ?? null;
  return (
    <Screen title={t('account.title')}>
      {operator === null ? (
        <SkeletonRows />
      ) : (
        <div className={styles.account}>
          <ProfileSection operator={operator} />
          <PasswordSection operator={operator} />
          <SecondFactorSection operator={operator} />
          <DevicesSection />
        </div>
      )}
    </Screen>
  );
}
