import type { CaseKind, LineKind } from './contract';

/** A line that SEC-001 asks of every case, and the day it falls due counted from day J. */
export interface UsualLine {
  readonly kind: LineKind;
  readonly label: { readonly fr: string; readonly en: string };
  readonly offset: number;
}

/** What of SEC-001 happens outside the console; accounts and rights of the console itself are the access screens' matter. */
export const USUAL_LINES: { readonly [Kind in CaseKind]: readonly UsualLine[] } = {
  joiner: [
    { kind: 'documents', label: { fr: 'Ticket RH transmis à l’IT', en: 'HR ticket handed to IT' }, offset: 0 },
    { kind: 'documents', label: { fr: 'Validation du manager', en: 'Approval of the manager' }, offset: 0 },
    { kind: 'equipment', label: { fr: 'Équipement remis', en: 'Equipment handed over' }, offset: 0 },
    { kind: 'cloud', label: { fr: 'Comptes externes créés selon le rôle', en: 'Outside accounts created by role' }, offset: 0 },
    { kind: 'training', label: { fr: 'Formation sécurité suivie', en: 'Security training attended' }, offset: 7 },
    { kind: 'charter', label: { fr: 'Charte informatique signée', en: 'IT charter signed' }, offset: 7 },
  ],
  leaver: [
    { kind: 'documents', label: { fr: 'Notification RH reçue', en: 'HR notice received' }, offset: -7 },
    { kind: 'documents', label: { fr: 'Accès critiques passés en revue', en: 'Critical access reviewed' }, offset: -1 },
    { kind: 'cloud', label: { fr: 'Accès cloud révoqués', en: 'Cloud access revoked' }, offset: 0 },
    { kind: 'equipment', label: { fr: 'Équipement récupéré', en: 'Equipment returned' }, offset: 0 },
    { kind: 'archive', label: { fr: 'Données archivées', en: 'Data archived' }, offset: 7 },
  ],
};
