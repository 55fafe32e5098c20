import { type FleetAnswer, restsWords } from '../../compute/index.js';

/** Lays out an answer as the document holds it. */
export function partsOf(answer: FleetAnswer) {
  const { question, chip, rate, work, row, job, power, overhead, energy, costs, shares } = answer;
  return {
    workload: question.workload.id,
    title: question.workload.title,
    chip: chip.id,
    name: chip.name,
    count: question.count,
    throughput: { ...bandOf(rate), unit: work.adds ? `${work.what}/s` : row.unit },
    job: job ? { value: job.value, unit: job.unit, hours: job.hours, goodput: job.goodput } : null,
    utilisation_pct: answer.utilisation ?? null,
    power_w: power,
    overhead: { ...bandOf(overhead), says: overhead.says },
    energy_mwh: { per_day: energy.perDay, of_job: energy.ofJob ?? null },
    energy_kwh_per_million: energy.perMillion ?? null,
    costs: costs.map((cost) => ({
      way: cost.way,
      usd_per_hour: cost.perHour,
      usd_of_job: cost.ofJob ?? null,
      usd_per_million: cost.perMillion ?? null,
      usd_outlay: cost.outlay ?? null,
      usd_per_hour_electricity: cost.electricity ?? null,
      prices: cost.quotes.map(({ unit, says, rows, sources, ...band }) => ({
        ...bandOf(band),
        unit,
        says,
        rows,
        sources,
      })),
      without: cost.without,
    })),
    shares,
    layout: answer.layout ?? null,
    rests: { ...answer.rests, says: restsWords(answer.rests, chip.name) },
  };
}

const bandOf = ({ value, low, high }: { value: number; low: number; high: number }) => ({ value, low, high });
