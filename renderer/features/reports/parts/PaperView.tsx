import type { Paper } from '../../../../shared/features/reports/paper';
import { Block, PlainTable } from '../../../ui/Plain';
import { Section } from '../../../ui/Screen';
import { Fields } from '../../../ui/values';
import styles from './reports.module.css';

/** The paper on screen: the words and figures of the files, in the language of the paper. */
export function PaperView({ paper }: { paper: Paper }) {
  return (
    <div lang={paper.language}>
      <Section title={paper.subtitle}>
        <Fields rows={paper.facts.map(([name, value]) => ({ name, value: <span className={styles.fact}>{value}</span> }))} />
      </Section>
      {paper.sections.map(({ title, texts, tables }) => (
        <Block key={title} title={title}>
          {tables.map(({ caption, columns, rows }) => (
            <div key={caption} className={styles.table}>
              <h3>{caption}</h3>
              <PlainTable
                label={caption}
                columns={columns.map(({ header, end }) => ({ header, ...(end ? { align: 'end' as const } : {}) }))}
              >
                {rows.map((row) => (
                  <tr key={row.join()}>
                    {row.map((cell, at) => (
                      <td key={columns[at]?.header} data-align={columns[at]?.end === true ? 'end' : undefined}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </PlainTable>
            </div>
          ))}
          {texts.map((text) => (
            <p key={text} className={styles.text}>
              {text}
            </p>
          ))}
        </Block>
      ))}
    </div>
  );
}
