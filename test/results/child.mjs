// Runs the ensemble that the file argv[2] describes on argv[3] workers, from the compiled code: started by
// kill.test.ts, and killed by it.
import { readFileSync } from 'node:fs';
import { threadPool } from '../../dist/engine/pool.node.js';
import { runEnsemble } from '../../dist/results/index.js';

const request = JSON.parse(readFileSync(process.argv[2], 'utf8'), (_, value) =>
  value?.float64 ? Float64Array.from(value.float64) : value,
);
const executor = threadPool(Number(process.argv[3]));
const onProgress = ({ done }) => process.stdout.write(`${done}\n`);
const { already } = await runEnsemble({ ...request, executor, onProgress });
process.stdout.write(`already ${already}\n`);
