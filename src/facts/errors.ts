import type { YamlCodes } from '../base/yaml.js';

/** The errors of this folder; docs/errors.md is generated from them. */
export const factsErrors = {
  FA001: 'a data file is not valid YAML',
  FA002: 'a key stands twice in one mapping of a data file',
  FA003: 'a data file is empty',
  FA004: 'a data file has a key that its form does not know',
  FA005: 'a data file lacks a key that its form needs',
  FA006: 'a value in a data file is of the wrong kind',
  FA007: 'a value in a data file is outside what is allowed',
  FA010: 'a file in the data folder is none that the program knows',
  FA011: 'a data file that is needed is not there',
  FA012: 'a row cites a source that data/sources.yaml does not have',
  FA013: 'an id stands twice',
  FA014: 'a row names a chip that the catalogue does not have',
  FA015: 'an alias is spelled like the id of another chip',
  FA016: 'a source is under a share-alike licence, which the data do not take in',
  FA017: 'the percentiles of a prior do not rise',
  FA018: 'an entry of the dated prior set says "same", but the current set lacks it',
  FA019: 'a prior is derived from one that does not exist',
  FA020: 'a key path is not of the form kind:name',
  FA021: 'nothing in the data has that name',
  FA022: 'a fact has no such field, or the field is not known',
  FA023: 'a fact is text where a number or a date is needed',
  FA024: 'a prior set is none of the two',
  FA025: 'a part of the data was asked for that was not loaded',
  FA026: 'the same address stands under two source keys',
  FA027: 'a date is not a date',
  FA028: 'an event and the act that it tells of have different dates',
  FA029: 'the precision of a date is not that of the date as written',
} as const;

/** How the YAML reader names what is wrong with a data file. */
export const yamlCodes: YamlCodes = {
  syntax: 'FA001',
  duplicate: 'FA002',
  empty: 'FA003',
  unknown: 'FA004',
  missing: 'FA005',
  type: 'FA006',
  value: 'FA007',
};
