import { type Band, bandOf, type FromRuns, studyHistory, type WeighResult } from '../../analysis/index.js';
import { readRuns, readSeries } from '../../results/index.js';
import { type BoundStudy, historyCase, pathKnown, pathUnknown } from '../../study/index.js';

/**
 * Reads all that weighing needs back from the stored runs, so that what is printed and drawn comes from the files.
 *
 * @param folder results of the study's runs
 * @param backtest results of its back-test, if it has one
 */
export async function readBack(
  bound: BoundStudy,
  folder: string,
  backtest: string | undefined,
): Promise<Pick<FromRuns, 'runs' | 'bands' | 'history'>> {
  const runs = await readRuns(folder);
  const bands = await readBands(bound, folder);
  if (backtest === undefined) return { runs: runs.of, bands, history: [] };
  const past = await readRuns(backtest);
  const values = (path: string) => (check: string) => past.of(path, historyCase, check);
  return { runs: runs.of, bands, history: studyHistory(bound, values(pathKnown), values(pathUnknown)) };
}

/** One case at a time: the series of all policies and cases together need not fit into memory. */
async function readBands({ study }: BoundStudy, folder: string): Promise<WeighResult['bands']> {
  const bands: Band[] = [];
  for (const { id: caseId } of study.cases) {
    const shown = study.series.filter((series) => series.case === undefined || series.case === caseId);
    for (const { id: policy } of study.policies) {
      const ids = shown.map(({ id }) => id);
      if (ids.length === 0) continue;
      const series = await readSeries(folder, ids, { policies: [policy], cases: [caseId] });
      for (const id of ids) {
        bands.push(bandOf({ policy, case: caseId, series: id }, series.times, series.of(policy, caseId, id)));
      }
    }
  }
  return bands;
}
