/** Figures and names of things in a source line, and whether what carries the line out still says them. */

const NUMBER = /\d+(?:[.,:h]\d+)*/g;
const NAMES = [
  // Identifiers of systems: snake_case, dotted.event.names, #channels, quoted values, addresses.
  /[A-Za-z]+(?:_[A-Za-z]+)+/g,
  /\b[a-z]+(?:\.[a-z_]+){2,}\b/g,
  /#[a-z]+(?:-[a-zA-Z]+)*/g,
  /="([^"]+)"/g,
  /\b(?:Stripe|Telegram|Twitter|Instagram|LinkedIn|TikTok|YouTube|Facebook|PagerDuty|Slack|Jira|Confluence|Grafana|Make\.com|PostgreSQL|TimescaleDB|Redis|PayPal|SEPA|CNIL|Zendesk|Freshdesk|semver|Git|SMS|RGPD|MRR|NPS|WAL|AOF|RDB|S3|WAF|CI\/CD)\b/g,
];
/** Translations that are the thing's own name in the other language. */
const SAME: Readonly<Record<string, readonly string[]>> = { RGPD: ['RGPD', 'GDPR'], Twitter: ['Twitter', 'X'] };

const UNITS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\d\s*%/, ['%', '"percent"']],
  [/\d\s*€/, ['€', '"EUR"']],
  [/\d\s*min\b/, ['min']],
  [
    /\d\s*(?:h|heures?)\b(?!\d)/,
    ['heure', ' h', 'h"', '"10:00"', '03:00', '"hours"', '"minutes"', 'Minutes"', '"hour"', 'Hours"'],
  ],
  [/\d\s*ms\b/, ['ms']],
  [/\d\s*(?:jours?)\b/, ['jour', '"days"', '"day"']],
  [/\d\s*secondes?\b/, ['seconde', '"seconds"', '"second"']],
  [/\d:\d\d UTC|\dh UTC/, ['UTC']],
];

/** What of the line does not occur in what carries it out; empty when all is kept. */
export function lostFigures(line: string, node: unknown): readonly string[] {
  const said = JSON.stringify(node).replaceAll(/[\u00A0\u2009\u202F]/g, ' ');
  const numbers = new Set(
    [...said.matchAll(/\d+(?:[.,:]\d+)*/g)].flatMap(([token]) => [token, token.replace(',', '.'), token.replaceAll(/[, ]/g, '')]),
  );
  for (const [token] of said.matchAll(/\d{1,3}(?: \d{3})+/g)) numbers.add(token.replaceAll(' ', ''));
  const lost = [...line.matchAll(NUMBER)]
    .map(([token]) => token)
    .filter((token) => !forms(token, said).some((form) => numbers.has(form)));
  for (const pattern of NAMES)
    for (const match of line.matchAll(pattern)) {
      const name = match[1] ?? match[0];
      if (!(SAME[name] ?? [name]).some((form) => said.includes(form))) lost.push(name);
    }
  for (const [pattern, words] of UNITS)
    if (pattern.test(line) && !words.some((word) => said.includes(word))) lost.push(`unit of ${pattern.exec(line)?.[0]}`);
  return lost;
}

/** The ways a figure may stand in a typed field: thousands, clock times, cents, minutes of an hour. */
function forms(token: string, said: string): readonly string[] {
  const plain = token.replace(/^0+(?=\d)/, '');
  const all = [token, plain, token.replaceAll(/,(?=\d{3})/g, '')];
  const clock = /^(\d{1,2})(?:h|:)?(\d{2})?$/.exec(token);
  if (clock !== null) all.push(`${(clock[1] ?? '').padStart(2, '0')}:${clock[2] ?? '00'}`);
  const value = Number(token.replaceAll(/,(?=\d{3})/g, ''));
  if (Number.isFinite(value)) {
    if (/"EUR"/.test(said)) all.push(String(value * 100));
    if (/inutes"/.test(said)) all.push(String(value * 60));
  }
  return all;
}
