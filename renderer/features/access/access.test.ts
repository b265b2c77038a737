import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../shared/base/access';
import type { Operator } from '../../../shared/features/access/operator';
import { filterOperators, parseOperatorsSearch } from './operatorsSearch';
import { passwordStrength } from './passwordStrength';
import { waitOf } from './refusal';
import { byNoun, difference, permissionKey, verdictOf } from './rightsView';
import { inGroups, qrPath, recoverySheet } from './secret';

const person = (name: string, more: Partial<Operator> = {}): Operator => ({
  id: name,
  name,
  email: `${name.toLowerCase()}@sirrius.example`,
  language: 'fr',
  timeZone: 'Europe/Paris',
  team: 'Desk',
  roles: ['analyst'],
  level: 2,
  tier: 0,
  state: 'active',
  secondFactor: false,
  secondFactorDue: false,
  createdAt: 0,
  lastSeenAt: null,
  passwordAt: null,
  secondFactorAt: null,
  invitationExpiresAt: null,
  ...more,
});

describe('the strength of a password', () => {
  it.each([
    ['short', 'short'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['abcdefghijklmnop', 'weak'],
    ['1234567890123456', 'weak'],
    ['azertyuiopqsdf', 'fair'],
    ['cheval-agrafe', 'good'],
    ['Trois chevaux boivent à midi 47', 'strong'],
  ])('%s is %s', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });
});

describe('the secret of a second factor', () => {
  it('is shown in groups of four', () => {
    expect(inGroups('JBSWY3DPEHPK3PXPAB')).toBe('JBSW Y3DP EHPK 3PXP AB');
  });

  it('is drawn inside its grid', () => {
    const { size, path } = qrPath('otpauth://totp/Sirrius:ada?secret=JBSWY3DPEHPK3PXP');
    const places = [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(places.length).toBeGreaterThan(100);
    expect(places.flat().every((place) => place >= 2 && place < size - 2)).toBe(true);
  });

  it('has a sheet of recovery codes, one a line', () => {
    expect(recoverySheet('Codes', 'Ada', '1 mai', ['aa', 'bb'])).toBe('Codes\nAda\n1 mai\n\naa\nbb\n');
  });
});

describe('rights', () => {
  const analyst = { roles: ['analyst'], level: 2, tier: 0 } as const;

  it('say what a change gives and takes', () => {
    const { gained, lost } = difference({ ...analyst, roles: ['analyst'] }, { roles: ['auditor'], level: 3, tier: 0 });
    expect(gained).toContain('audit:read');
    expect(lost).toContain('signals:decide');
  });

  it('say what is missing', () => {
    const rights = (level: 2 | 3) => ({ roles: ['auditor' as const], level, tier: 0 as const });
    expect(verdictOf('audit:read', rights(3))).toBe('granted');
    expect(verdictOf('audit:read', rights(2))).toBe('level');
    expect(verdictOf('signals:decide', rights(3))).toBe('role');
    expect(verdictOf('monitoring:operate', { roles: ['support-l3'], level: 2, tier: 2 })).toBe('tier');
  });

  it('have a word each and stand by what they are about', () => {
    expect(permissionKey('approvals:break-glass')).toBe('permission.approvals.break-glass');
    expect(byNoun(PERMISSIONS).flatMap(([, permissions]) => permissions)).toEqual([...PERMISSIONS]);
  });
});

describe('the list of operators', () => {
  const rows = [person('Zoé'), person('Ada', { roles: ['qa'] }), person('Léo', { state: 'archived' })];

  it('leaves out who has left until asked', () => {
    expect(filterOperators(rows, {}).map((row) => row.name)).toEqual(['Ada', 'Zoé']);
    expect(filterOperators(rows, { state: 'archived' }).map((row) => row.name)).toEqual(['Léo']);
  });

  it('is searched without regard to accents, and by role', () => {
    expect(filterOperators(rows, { q: 'zoe' })).toHaveLength(1);
    expect(filterOperators(rows, { role: 'qa' }).map((row) => row.name)).toEqual(['Ada']);
  });

  it('takes only texts from the address', () => {
    expect(parseOperatorsSearch({ id: 'x', q: 3, other: 'y' })).toEqual({ id: 'x' });
  });
});

it('reads how long to wait from the refusal', () => {
  expect(waitOf({ code: 'TOO_MANY', data: { waitMs: 4_000 } })).toBe(4_000);
  expect(waitOf({ code: 'WRONG_CODE' })).toBe(0);
});
