import { useTranslation } from 'react-i18next';
import type { TypedValue } from '../../../../shared/features/sop/values';
import { useFormat } from '../../../ui/format/FormatProvider';
import { useSay } from '../say';
import styles from './library.module.css';
import { valueText } from './valueText';

/** The figures that the procedure states and other screens read. */
export function ValuesTable({ values }: { values: readonly TypedValue[] }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">{t('library.name')}</th>
          <th scope="col">{t('library.type')}</th>
          <th scope="col">{t('library.value')}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value.id}>
            <th scope="row">{say(value.title)}</th>
            <td className={styles.type}>{t(`library.valueType.${value.type}`)}</td>
            <td>{valueText(value, { t, say, format })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
