import { type Answer, inputOf, type LicenseRequired, type Rulebook } from '../../controls/light.js';
import { oneOrOther, plain } from './layout.js';

const reasons: Readonly<Record<string, string>> = {
  ccl: 'the entry is controlled to this destination (Commerce Control List, 742.6)',
  headquarters_rule:
    'the end user, or its ultimate parent, has its headquarters in Macau or Country Group D:5',
  is_informed_letter: 'a letter of BIS to the maker names it or its figures; the ECCN says nothing of it',
  ai_diffusion_text:
    'the worldwide requirement of January 2025, which stands in the text and is not enforced',
  published_statement: 'a published statement; the figures that would decide were never published',
  GP10: 'General Prohibition 10: it is presumed made in breach of the EAR',
  note_1_3A090a: 'Note 1 to 3A090.a: what a fab or packager has to presume of an advanced circuit',
  proclamation_11002: 'an import into the United States is no export; duty under Proclamation 11002',
  before_the_proclamation: 'an import into the United States is no export, and the duty had not begun',
  service_is_no_export: 'renting out computing is not itself an export of the chip',
  use_is_no_movement: 'using what is lawfully installed is no movement',
  not_subject_to_ear: 'the item is said not to be subject to the EAR',
  depends: 'it depends on what is not known; see below',
};

/** Says why an answer is what it is. */
export function reasonWords({ reason }: Answer, { rules }: Rulebook): string {
  return reasons[reason] ?? rules.not_required.find((row) => row.reason === reason)?.says ?? plain(reason);
}

const licences: Readonly<Record<string, string>> = {
  true: 'required',
  false: 'not caught by the rules checked',
  cannot_tell: 'cannot tell',
  contested: 'disputed',
  text_yes_practice_no: 'text yes, practice no',
  general_prohibition_10: 'prohibited by General Prohibition 10 without a licence',
  no_enforcement: 'General Prohibition 10, not enforced for testing alone',
  tariff_25: 'an import, no export licence: duty of 25%',
  tariff_none: 'an import, no export licence: no duty of this kind',
  presumption_overcome: 'presumption of 3A090 overcome; not caught by the rules checked',
};

/** Says a value of `license_required` in words; never a bare no. */
export const licenceWords = (value: LicenseRequired): string =>
  licences[String(value)] ?? plain(String(value));

/** The values between which a field is open, in words. */
export function openValues(answer: Answer, name: string): string {
  const values = answer.depends.find(({ field }) => field === name)?.values ?? [];
  const said = values.map((value) =>
    name === 'license_required' ? (licences[value] ?? value) : plain(value),
  );
  return values.length === 0
    ? ''
    : `: ${oneOrOther(said.map((value) => (value === 'null' ? 'none' : value)))}`;
}

/** The title of an input as a person knows it. */
export const titleOf = (input: string): string => inputOf.get(input)?.title ?? plain(input);

const movements: Readonly<Record<string, string>> = {
  export_from_us: 'export from the United States',
  reexport: 'reexport',
  export_from_abroad: 'export from abroad',
  transfer_in_country: 'transfer within the country',
  import_to_us: 'import into the United States',
  use: 'use where it stands',
  service: 'rented as a service',
  fab_export: 'export by a fab',
};

/** Says a movement in words. */
export const movementWords = (word: string): string => movements[word] ?? plain(word);
