/** A small procedure with one step of each kind, as text; `change` turns it into another. */
export function aSopText(change: (text: string) => string = (same) => same): string {
  return change(TEXT);
}

const TEXT = `id: TEST-001
version: 1
# A comment that stays.
title: { fr: Essai, en: Trial }
family: tech
objective: { fr: Essayer, en: To try }
owner: { roles: [trader, sre] }
schedules:
  - { id: daily, title: { fr: Chaque jour, en: Every day }, kind: weekly, at: '09:00', zone: Europe/Paris, graceMinutes: 15, missedAfterMinutes: 120 }
  - { id: p1, title: { fr: Incident P1, en: P1 incident }, kind: event, fact: incident.opened, where: { severity: P1 } }
  - { id: demand, title: { fr: À la demande, en: On demand }, kind: demand }
phases:
  - id: ready
    title: { fr: Préalables, en: Prerequisites }
    part: prerequisite
    steps:
      - { id: look, kind: check, check: feeds.fresh, onFailure: stop, title: { fr: Vérifiez, en: Check }, help: { fr: Vérifiez., en: Check. } }
  - id: first
    title: { fr: Analyse, en: Analysis }
    timeBox: { fromMinutes: 0, toMinutes: 15 }
    steps:
      - id: choose
        kind: decide
        title: { fr: Choisissez, en: Choose }
        help: { fr: Choisissez., en: Choose. }
        options:
          - { id: repair, label: { fr: Réparer, en: Repair } }
          - { id: leave, label: { fr: Laisser, en: Leave }, needsReason: true }
      - id: write
        kind: record
        only: { decision: choose, is: [repair] }
        title: { fr: Notez, en: Note }
        help: { fr: Notez., en: Note. }
        fields:
          - { id: amount, label: { fr: Montant, en: Amount }, type: integer, min: 1, max: 10 }
          - { id: ref, label: { fr: Référence, en: Reference }, type: text, pattern: '^R-\\d+$', required: false }
  - id: second
    title: { fr: Réparation, en: Repair }
    timeBox: { fromMinutes: 15, toMinutes: 60 }
    only: { decision: choose, is: [repair] }
    steps:
      - { id: agree, kind: approve, title: { fr: Approuvez, en: Approve }, help: { fr: Approuvez., en: Approve. }, groups: [{ id: lead, roles: [cto] }], expiresHours: 2 }
      - { id: tell, kind: act, act: notify, approval: agree, title: { fr: Prévenez, en: Tell }, help: { fr: Prévenez., en: Tell. } }
      - { id: rest, kind: wait, wait: { minutes: 10 }, title: { fr: Attendez, en: Wait }, help: { fr: Attendez., en: Wait. } }
      - { id: sign, kind: attest, tier: 2, optional: true, title: { fr: Signez, en: Sign }, help: { fr: Signez., en: Sign. }, why: { fr: Une personne, en: A person }, evidence: { required: true, kinds: [text, file], what: { fr: Preuve, en: Proof } } }
  - id: back
    title: { fr: Retour, en: Back }
    part: rollback
    steps:
      - { id: undo, kind: attest, title: { fr: Défaites, en: Undo }, help: { fr: Défaites., en: Undo. }, why: { fr: Une personne, en: A person } }
values:
  - { id: sla, title: { fr: Délai, en: Time }, type: sla, subject: incident, level: P1, clock: acknowledge, minutes: 15, calendar: always }
`;
