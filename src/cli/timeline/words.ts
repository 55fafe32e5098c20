import type { LicenseRequired } from '../../controls/index.js';
import { plain } from '../classify/layout.js';
import { licenceWords } from '../classify/words.js';

/** Says a value of `license_required` in a cell: a bare no never stands there. */
export const licenceCell = (value: LicenseRequired): string =>
  value === false ? 'not caught' : licenceWords(value);

/** Says a policy of review in a cell. */
export const reviewCell = (policy: string | null): string => (policy === null ? '' : plain(policy));

/** What "not caught" means, and what it does not. */
export const caution =
  'Not caught: none of the rules checked asks for a licence. It does not mean that none is needed: end users, end uses and other lists are not looked at. Not legal advice.';

/** What is said wherever chips of Chinese design are shown. */
export const chineseFirst =
  'Chips of Chinese design: whether they are subject to the EAR at all is asked first; the answers take it as given.';

/** What the letters and words of the last column mean. */
export const grades =
  'US: T text read, S official document located or restated, P press or law firm, R recalled. China: mostly reported practice, not law; the word is how sure the report is.';

const buyers: Readonly<Record<string, string>> = {
  government_and_soe: 'government and state firms',
  state_funded_dc: 'state-funded data centres',
};

/** Says a kind of buyer in words. */
export const buyerWords = (buyer: string): string => buyers[buyer] ?? plain(buyer);

/**
 * Names a clause with its citation, without saying the paragraph twice.
 *
 * @example
 * clauseWords({ clause: '742.6(a)(6) of 2023', cite: '742.6(a)(6) as of 88 FR 73458' })
 * // => '742.6(a)(6) of 2023 (as of 88 FR 73458)'
 */
export function clauseWords({ clause, cite }: { readonly clause: string; readonly cite: string }): string {
  const [first = '', ...rest] = cite.split(' ');
  const known = first.replace(/;$/, '') === clause.split(/[ ,]/)[0];
  const shown = known ? rest.join(' ') : cite;
  return shown === '' || shown === clause ? clause : `${clause} (${shown})`;
}

/** What an answer is called before its entry. */
export const entryWords = (eccn: string): string => plain(eccn).replace('not 3A090', 'outside 3A090');
