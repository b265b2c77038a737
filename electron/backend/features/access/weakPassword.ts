/** Words that passwords are made of when nobody thinks about them, in both languages of the console. */
const COMMON = [
  'password',
  'passw0rd',
  'motdepasse',
  'azerty',
  'azertyuiop',
  'qwerty',
  'qwertyuiop',
  'letmein',
  'welcome',
  'bienvenue',
  'bonjour',
  'admin',
  'administrator',
  'administrateur',
  'iloveyou',
  'jetaime',
  'doudou',
  'soleil',
  'sunshine',
  'football',
  'monkey',
  'dragon',
  'master',
  'secret',
  'changeme',
  'trading',
  'sirrius',
  'sirius',
  'console',
];
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'azertyuiopqsdfghjklmwxcvbn', 'qwertyuiopasdfghjklzxcvbnm'];
const FEWEST_CHARACTERS = 5;
/** What must be left once the words, the names and the runs along the keyboard are taken out. */
const LEAST_LEFT = 6;
const LEAST_NAME = 3;

/** Too common, or mostly the person's own name: the length alone does not help against who guesses. */
export function weakPassword(password: string, about: { readonly name: string; readonly email: string }): boolean {
  const text = plain(password);
  if (new Set(text).size < FEWEST_CHARACTERS) return true;
  const names = [...plain(about.name).split(/[^a-z0-9]+/), ...plain(about.email).split(/[^a-z0-9]+/)];
  const known = [...names.filter((name) => name.length >= LEAST_NAME), ...COMMON].sort((a, b) => b.length - a.length);
  if (names.some((name) => name.length > LEAST_NAME && text.includes(name))) return true;
  const left = withoutRuns(known.reduce((rest, word) => rest.replaceAll(word, ''), text));
  return left.length < LEAST_LEFT;
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Takes out runs of four and more along the alphabet, the figures or the keyboard. */
function withoutRuns(text: string): string {
  let left = '';
  for (let at = 0; at < text.length; ) {
    const run = runAt(text, at);
    if (run < 4) left += text[at];
    at += run < 4 ? 1 : run;
  }
  return left;
}

function runAt(text: string, from: number): number {
  let longest = 1;
  for (const row of ROWS) {
    for (const line of [row, [...row].reverse().join('')]) {
      let length = 1;
      while (from + length < text.length && line.includes(text.slice(from, from + length + 1))) length += 1;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}
