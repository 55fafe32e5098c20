// Country groups of supplement no. 1 to part 740, as the eCFR of 2026-07-23 gives them, in ISO 3166 alpha-2. Hong Kong is
// treated as China and so has no entry; the callers turn HK into CN. Four countries change over time: AE, CY, KH
// and NI, below.

/** Country Group D:1, national security. Nicaragua only from 2024-03-15. */
const D1 = [
  'AM', // Armenia
  'AZ', // Azerbaijan
  'BY', // Belarus
  'MM', // Burma
  'KH', // Cambodia
  'CN', // China
  'GE', // Georgia
  'IQ', // Iraq
  'KZ', // Kazakhstan
  'KP', // North Korea
  'KG', // Kyrgyzstan
  'LA', // Laos
  'LY', // Libya
  'MO', // Macau
  'MD', // Moldova
  'MN', // Mongolia
  'NI', // Nicaragua
  'RU', // Russia
  'TJ', // Tajikistan
  'TM', // Turkmenistan
  'UZ', // Uzbekistan
  'VE', // Venezuela
  'VN', // Vietnam
  'YE', // Yemen
];

/** Country Group D:4, missile technology. The United Arab Emirates only to 2026-07-09. */
const D4 = [
  'BH', // Bahrain
  'BY', // Belarus
  'CN', // China
  'EG', // Egypt
  'IR', // Iran
  'IQ', // Iraq
  'IL', // Israel
  'JO', // Jordan
  'KP', // North Korea
  'KW', // Kuwait
  'LB', // Lebanon
  'LY', // Libya
  'MO', // Macau
  'OM', // Oman
  'PK', // Pakistan
  'QA', // Qatar
  'RU', // Russia
  'SA', // Saudi Arabia
  'SY', // Syria
  'AE', // United Arab Emirates
  'VE', // Venezuela
  'YE', // Yemen
];

/**
 * Country Group D:5, US arms embargoes. Macau is not in it. Nicaragua only from 2024-03-15, Cyprus only to 2024-05-09,
 * Cambodia only to 2025-11-06: the last two are not in the table of 2026.
 */
const D5 = [
  'AF', // Afghanistan
  'BY', // Belarus
  'MM', // Burma
  'KH', // Cambodia
  'CF', // Central African Republic
  'CN', // China
  'CD', // Democratic Republic of the Congo
  'CU', // Cuba
  'CY', // Cyprus
  'ER', // Eritrea
  'HT', // Haiti
  'IR', // Iran
  'IQ', // Iraq
  'KP', // North Korea
  'LB', // Lebanon
  'LY', // Libya
  'NI', // Nicaragua
  'RU', // Russia
  'SO', // Somalia
  'SS', // South Sudan
  'SD', // Sudan
  'SY', // Syria
  'VE', // Venezuela
  'ZW', // Zimbabwe
];

/** Country Group A:5. The United Arab Emirates only from 2026-07-10. */
const A5 = [
  'AR', // Argentina
  'AU', // Australia
  'AT', // Austria
  'BE', // Belgium
  'BG', // Bulgaria
  'CA', // Canada
  'HR', // Croatia
  'CZ', // Czech Republic
  'DK', // Denmark
  'EE', // Estonia
  'FI', // Finland
  'FR', // France
  'DE', // Germany
  'GR', // Greece
  'HU', // Hungary
  'IS', // Iceland
  'IN', // India
  'IE', // Ireland
  'IT', // Italy
  'JP', // Japan
  'KR', // South Korea
  'LV', // Latvia
  'LT', // Lithuania
  'LU', // Luxembourg
  'NL', // Netherlands
  'NZ', // New Zealand
  'NO', // Norway
  'PL', // Poland
  'PT', // Portugal
  'RO', // Romania
  'SK', // Slovakia
  'SI', // Slovenia
  'ES', // Spain
  'SE', // Sweden
  'CH', // Switzerland
  'TR', // Turkiye
  'AE', // United Arab Emirates
  'GB', // United Kingdom
];

/** Country Group A:6. */
const A6 = [
  'AL', // Albania
  'CY', // Cyprus
  'IL', // Israel
  'MT', // Malta
  'MX', // Mexico
  'SG', // Singapore
  'ZA', // South Africa
  'TW', // Taiwan
];

/** Every country that some group names, with Hong Kong, Macau, Malaysia (in none of the groups) and the United States. */
export const COUNTRIES: readonly string[] = [
  ...new Set([...D1, ...D4, ...D5, ...A5, ...A6, 'HK', 'MO', 'MY', 'US']),
].sort();

// 89 FR 18780: Nicaragua went from Country Group B to D:1 and D:5 on 2024-03-15.
const NICARAGUA_ENTERS_D = '2024-03-15';
// FR Doc 2024-10280, published 2024-05-10: Cyprus is no longer a D:5 country. It is in A:6 throughout.
const CYPRUS_LEAVES_D5 = '2024-05-10';
// FR Doc 2025-19822: the State Department ended the arms embargo on Cambodia on 2025-11-07, which works on D:5 at once; the
// table of the EAR followed on 2026-02-03 (FR Doc 2026-02262). Cambodia stays in D:1.
const CAMBODIA_LEAVES_D5 = '2025-11-07';
// 91 FR 43034: the United Arab Emirates left D:4 and joined A:5 on 2026-07-10.
const UAE_ENTERS_A5 = '2026-07-10';

export function inD1(country: string, date: string): boolean {
  if (country === 'NI' && date < NICARAGUA_ENTERS_D) return false;
  return D1.includes(country);
}

export function inD4(country: string, date: string): boolean {
  if (country === 'AE' && date >= UAE_ENTERS_A5) return false;
  return D4.includes(country);
}

export function inD5(country: string, date: string): boolean {
  if (country === 'NI' && date < NICARAGUA_ENTERS_D) return false;
  if (country === 'CY' && date >= CYPRUS_LEAVES_D5) return false;
  if (country === 'KH' && date >= CAMBODIA_LEAVES_D5) return false;
  return D5.includes(country);
}

export function inA5(country: string, date: string): boolean {
  if (country === 'AE' && date < UAE_ENTERS_A5) return false;
  return A5.includes(country);
}

export function inA6(country: string): boolean {
  return A6.includes(country);
}
