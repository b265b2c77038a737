import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission, Role } from '../../../../shared/base/access';
import { MATRIX } from '../../../../shared/features/access/matrix';
import type { Operator } from '../../../../shared/features/access/operator';
import { StatusTag } from '../../../ui/values';
import { byNoun, permissionKey, verdictOf } from '../rightsView';
import styles from './access.module.css';

interface MatrixTableProps {
  readonly permissions: readonly Permission[];
  readonly roles: readonly Role[];
  /** Whose rights are judged beside the table. */
  readonly operator: Operator | null;
}

/** Rights by what they are about, against roles; head and names stay in sight. */
export function MatrixTable({ permissions, roles, operator }: MatrixTableProps) {
  const { t } = useTranslation('access');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard to be scrolled.
    <section className={styles.matrixBox} aria-label={t('matrix.title')} tabIndex={0}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col" className={`${styles.first} ${styles.corner}`}>
              {t('matrix.permission')}
            </th>
            <th scope="col">
              <span>{t('matrix.level')}</span>
            </th>
            {operator !== null && (
              <th scope="col" className={styles.corner}>
                {operator.name}
              </th>
            )}
            {roles.map((role) => (
              <th key={role} scope="col">
                <span>{t(`role.${role}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byNoun(permissions).map(([noun, rights]) => (
            <Fragment key={noun}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={roles.length + (operator === null ? 2 : 3)}
                  className={`${styles.first} ${styles.noun}`}
                >
                  {t(`noun.${noun}`)}
                </th>
              </tr>
              {rights.map((permission) => (
                <tr key={permission}>
                  <th scope="row" className={styles.first} title={permission}>
                    {t(permissionKey(permission))}
                  </th>
                  <td title={t(`level.${MATRIX[permission].level}`)}>{MATRIX[permission].level}</td>
                  {operator !== null && <Verdict permission={permission} operator={operator} />}
                  {roles.map((role) => (
                    <Cell key={role} permission={permission} role={role} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ permission, role }: { permission: Permission; role: Role }) {
  const { t } = useTranslation('access');
  const { roles, tiers } = MATRIX[permission];
  if (!roles.includes(role)) return <td />;
  const tier = tiers[role];
  return (
    <td title={t('matrix.grants', { role: t(`role.${role}`) })}>
      <span className="s-hidden">{t('matrix.yes')}</span>
      {tier === undefined ? <span className={styles.dot} aria-hidden /> : `L${tier}`}
    </td>
  );
}

function Verdict({ permission, operator }: { permission: Permission; operator: Operator }) {
  const { t } = useTranslation('access');
  const verdict = verdictOf(permission, operator);
  const text = t(`verdict.${verdict}`, { level: MATRIX[permission].level });
  return (
    <td className={styles.verdict}>
      {verdict === 'granted' ? <StatusTag tone="live">{text}</StatusTag> : <StatusTag>{text}</StatusTag>}
    </td>
  );
}
