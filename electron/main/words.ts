export interface ShellWords {
  readonly about: string;
  readonly audit: string;
  readonly close: string;
  readonly edit: string;
  readonly file: string;
  readonly health: string;
  readonly help: string;
  readonly keys: string;
  readonly market: string;
  readonly newWindow: string;
  readonly open: string;
  readonly quarantine: string;
  readonly quit: string;
  readonly save: string;
  readonly screens: string;
  readonly settings: string;
  readonly signals: string;
  readonly view: string;
  readonly window: string;
}

const FRENCH: ShellWords = {
  about: 'À propos de Sirrius Console',
  audit: 'Journal',
  close: 'Fermer la fenêtre',
  edit: 'Édition',
  file: 'Fichier',
  health: 'Santé des flux',
  help: 'Aide',
  keys: 'Touches de cet écran',
  market: 'Marché',
  newWindow: 'Nouvelle fenêtre',
  open: 'Ouvrir Sirrius Console',
  quarantine: 'Quarantaine',
  quit: 'Quitter',
  save: 'Enregistrer',
  screens: 'Écrans',
  settings: 'Réglages',
  signals: 'Signaux',
  view: 'Affichage',
  window: 'Fenêtre',
};

const ENGLISH: ShellWords = {
  about: 'About Sirrius Console',
  audit: 'Journal',
  close: 'Close window',
  edit: 'Edit',
  file: 'File',
  health: 'Feed health',
  help: 'Help',
  keys: 'Keys of this screen',
  market: 'Market',
  newWindow: 'New window',
  open: 'Open Sirrius Console',
  quarantine: 'Quarantine',
  quit: 'Quit',
  save: 'Save',
  screens: 'Screens',
  settings: 'Settings',
  signals: 'Signals',
  view: 'View',
  window: 'Window',
};

/** The shell's own words, in the system's language; French is the console's first language. `locale` is BCP 47. */
export function shellWords(locale: string): ShellWords {
  return locale.toLowerCase().startsWith('en') ? ENGLISH : FRENCH;
}
