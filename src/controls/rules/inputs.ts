import { sectors } from '../../facts/light.js';

/** One thing that a condition can ask about. */
export interface Input {
  readonly name: string;
  readonly kind: 'number' | 'flag' | 'choice' | 'place';
  readonly title: string;
  readonly unit?: string;
  /** What a choice may be; a choice without a list takes any word. */
  readonly choices?: readonly string[];
  /** Where a person finds it, for answers that lack it. */
  readonly find: string;
}

const number = (name: string, title: string, unit: string, find: string): Input => ({
  name,
  kind: 'number',
  title,
  unit,
  find,
});
const flag = (name: string, title: string, find = 'ask the parties'): Input => ({
  name,
  kind: 'flag',
  title,
  find,
});
const place = (name: string, title: string): Input => ({
  name,
  kind: 'place',
  title,
  find: 'ask the parties',
});
const choice = (
  name: string,
  title: string,
  choices?: readonly string[],
  find = 'ask the parties',
): Input => ({
  name,
  kind: 'choice',
  title,
  ...(choices && { choices }),
  find,
});

/** The movements that a request can be about. */
export const transactions = [
  'export_from_us',
  'reexport',
  'export_from_abroad',
  'transfer_in_country',
  'import_to_us',
  'use',
  'service',
  'deemed_export',
  'fab_export',
] as const;

/** What a request can say of whether its item is subject to the EAR; the last two say why it is. */
export const jurisdictions = ['subject', 'not_subject', 'us_origin', 'foreign_direct_product'] as const;

/** What a request can be about. */
export const items = ['ic', 'computer', 'hbm', 'fab_output'] as const;

/**
 * Everything that conditions may ask about, as data: answers, help and the published schema are printed from it.
 *
 * The form of the questions is here; every threshold and list is in data/controls.
 */
export const inputs: readonly Input[] = [
  number('tpp', 'total processing performance', 'TPP', 'dense TOPS by format, in the datasheet'),
  number('pd', 'performance density', 'TPP/mm2', 'TPP over the applicable die area'),
  number('die_mm2', 'applicable die area', 'mm2', 'area of all logic dies on a non-planar process'),
  number('perf_2022', 'bit length x TOPS', 'TOPS x bits', 'dense TOPS by format, in the datasheet'),
  number('tops', 'highest dense throughput', 'TOPS', 'the datasheet'),
  number('dram_gbs', 'total DRAM bandwidth', 'GB/s', 'the datasheet'),
  number('interconnect_gbs', 'bidirectional I/O bandwidth', 'GB/s', 'the datasheet'),
  number('dram_plus_io', 'DRAM and I/O bandwidth together', 'GB/s', 'the datasheet'),
  number('mem_bw_density', 'memory bandwidth density', 'GB/s/mm2', 'bandwidth over the area of the stack'),
  number('node_nm', 'process node', 'nm', 'the fab'),
  number('transistors_bn', 'transistors', 'billion', 'the fab or the packaging firm'),
  number('volume_ratio', 'TPP to China and Macau over TPP to US end users', '', 'shipments of the product'),
  flag('datacenter', 'designed or marketed for datacentres', 'datasheet, marketing and form factor'),
  flag('hbm', 'contains high-bandwidth memory', 'the designer'),
  flag('non_planar', 'non-planar transistors', 'the fab'),
  flag('off_package_dram', 'DRAM outside the package', 'the datasheet'),
  flag('approved_party', 'UAE government agency, or named in supplement no. 8 to part 740'),
  flag('distributor', 'sold through a distributor'),
  flag('state_owned', 'wholly owned or controlled by a government'),
  flag('veu_listed', 'validated data-centre end user', 'list of BIS'),
  flag('packaged_in_macau_or_d5', 'packaged in Macau or D:5', 'the packaging firm'),
  flag('us_availability', 'commercially available in the United States when the lane opened', 'the maker'),
  flag('us_supply', 'US supply certified', 'the maker'),
  flag('foundry', 'foundry capacity certified', 'the maker'),
  flag('remote_end_users', 'remote end users declared', 'the end user'),
  flag('kyc', 'know-your-customer and security procedures certified', 'the end user'),
  flag('iaas_weights', 'limit on weights certified', 'the end user'),
  flag('iaas_algorithms', 'limit on trained algorithms certified', 'the end user'),
  flag('end_use', 'no military or weapons end use certified', 'the end user'),
  flag('us_lab', 'tested by a US laboratory', 'the laboratory'),
  flag('notice_given', '25-day notice given', 'the exporter'),
  flag('purchase_order', 'written purchase order', 'the exporter'),
  flag('no_other_requirement', 'no other requirement of part 744 or 746', 'the exporter'),
  flag('exporter_allied', 'exporter headquartered in the US or A:5', 'the exporter'),
  flag('designer_buys', 'bought directly by the designer'),
  flag('direct_shipment', 'shipped directly to the packaging site', 'the exporter'),
  flag('finished_below', 'finished part below 3A090.a and .b', 'the packaging site'),
  flag('site_qualifies', 'packaging site qualifies', 'the packaging site'),
  flag('consignee_certificate', 'certificate of the ultimate consignee', 'the consignee'),
  flag('designer_listed', 'designed by an approved or authorised designer', 'list of BIS'),
  flag('designer_reports', 'designer has agreed to report under 743.9(b)', 'the designer'),
  flag('no_military_end_use', 'no military end use or end user', 'the end user'),
  flag('enc_terms', 'terms of 740.17 kept', 'the exporter'),
  flag(
    'lane_reaches_b',
    'whether the lane of January 2026 reaches paragraph b',
    'nobody: the text was not found',
  ),
  flag('shipment_notice', 'shipment notice with the ECCN', 'the exporter'),
  flag('facility_accounting', 'accounting by facility', 'the manufacturer'),
  flag('below_low_performance_cap', 'below the yearly limit of LPP', 'the exporter'),
  flag('veu_terms', 'terms of the validated end user kept', 'the end user'),
  place('destination', 'destination'),
  place('hq', 'headquarters of the end user'),
  place('parent', 'headquarters of the ultimate parent'),
  place('origin', 'headquarters of the designer'),
  place('customer', 'location of the customer'),
  place('site', 'site where the item will stand'),
  choice('item', 'kind of item', items),
  choice('transaction', 'movement', transactions),
  choice(
    'jurisdiction',
    'whether the item is subject to the EAR',
    ['subject', 'presumed', 'not_subject'],
    'the maker',
  ),
  choice('maker', 'maker of the chip', undefined, 'the maker'),
  choice('base_eccn', 'ECCN for other reasons', undefined, 'the maker'),
  choice('purpose', 'purpose', ['deployment', 'development', 'production', 'storage', 'destructive_testing']),
  choice('designer_status', 'status of the designer', ['approved', 'authorized', 'none'], 'list of BIS'),
  choice(
    'packager',
    'who packages and attests',
    ['front_end_fabricator', 'approved_osat', 'other'],
    'the fab',
  ),
  choice('buyer', 'kind of buyer in China', sectors, 'ask the buyer'),
];

/** The register by name. */
export const inputOf: ReadonlyMap<string, Input> = new Map(inputs.map((input) => [input.name, input]));
