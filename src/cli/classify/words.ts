import { type Answer, inputOf, type LicenseRequired, type Rulebook } from '../../controls/light.js';
import { oneOrOther, plain } from './layout.js';

/** Says why an answer is what it is. */
export function reasonWords({ reason }: Answer, { rules }: Rulebook): string {
  const said =
    rules.reason_words.find(({ id }) => id === reason) ??
    rules.not_required.find((row) => row.reason === reason);
  return said?.says ?? plain(reason);
}

const licences: Readonly<Record<string, string>> = {
  true: 'required',
  false: 'not caught by the rules checked',
  cannot_tell: 'cannot tell',
  contested: 'disputed',
  text_yes_practice_no: 'required by the text but not in practice',
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
  deemed_export: 'release of technology to a foreign person',
  fab_export: 'export by a fab',
};

/** Says a movement in words. */
export const movementWords = (word: string): string => movements[word] ?? plain(word);
