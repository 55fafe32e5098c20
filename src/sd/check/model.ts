import { type Complaint, describeComplaint, SteelyardError } from '../../base/error.js';
import { clockChanges, clockOf } from '../clock.js';
import type { Model } from '../ir.js';
import { lowerModel } from '../lower.js';
import { orderModel } from '../order.js';
import type { Finding } from './finding.js';
import { checkUnits } from './units.js';
import { checkUsage } from './usage.js';

/**
 * Lists what is wrong with a model that could be read: its clock, circles, units, and what nothing uses; in the
 * order of the text. An empty list means that the model is clean.
 *
 * @example
 * const model = parseModel('x= x+1 ~ Dmnl ~| INITIAL TIME= 0 ~ Year ~| FINAL TIME= 2 ~ Year ~| TIME STEP= 1 ~ Year ~|', 'm.mdl')
 * checkModel(model).map(({ complaint }) => complaint.code) // => ['SD014']
 */
export function checkModel(model: Model): Finding[] {
  const complaints: Complaint[] = [];
  const attempt = (step: () => unknown) => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof SteelyardError)) throw error;
      complaints.push(error.complaint);
    }
  };
  attempt(() => clockChanges(model) || clockOf(model));
  attempt(() => orderModel(lowerModel(model)));
  checkUnits(model, (complaint) => complaints.push(complaint), model.unitAliases);
  checkUsage(model, (complaint) => complaints.push(complaint));
  const line = (c: Complaint) => c.place?.line ?? 0;
  return complaints
    .sort((a, b) => line(a) - line(b))
    .map((complaint) => ({ complaint, text: describeComplaint(complaint) }));
}
