import { gateStates } from '../facts/light.js';
import type { Answer } from './types.js';

/** What a gate comes to: open, open by somebody's decision in the single case, or shut. */
export type Passes = 'open' | 'by_decision' | 'shut' | 'cannot_tell';

/** States of the US gate, from open to shut. */
export const usStates = [
  'not_caught',
  'exception',
  'presumption_of_approval',
  'case_by_case',
  'denial',
  'cannot_tell',
] as const;
export type UsState = (typeof usStates)[number];

/** States of China's gate; `not_applicable` outside China and for chips designed there. */
export const chinaStates = [...gateStates, 'not_applicable', 'cannot_tell'] as const;
export type ChinaState = (typeof chinaStates)[number];

const anything = usStates.filter((state) => state !== 'cannot_tell');

const ofPolicy: Readonly<Record<string, UsState>> = {
  presumption_of_approval: 'presumption_of_approval',
  case_by_case: 'case_by_case',
  presumption_of_denial: 'denial',
};

/**
 * Reads an answer as a state of the US gate, with the states that it may be and the reason in words.
 *
 * What is done counts: where text and practice differ, the words say so. An exception counts as there when no
 * condition that was told fails.
 *
 * @example
 * const request = { chip: 'b200', destination: 'China', date: '2026-01-20' }
 * usStateOf(makeClassifier(facts).classify(request)).state // => 'denial'
 */
export function usStateOf(answer: Answer): { state: UsState; mayBe: readonly UsState[]; why: string } {
  const { license_required: required, review_policy: policy, exceptions, depends } = answer;
  const one = (state: UsState, why: string) => ({ state, mayBe: [state], why });
  if (required === 'general_prohibition_10') return one('denial', 'General Prohibition 10 stands against it');
  if (required === 'text_yes_practice_no')
    return one('not_caught', 'not caught in practice; by the text a licence is required');
  if (required === 'contested')
    return { state: 'cannot_tell', mayBe: anything, why: 'whether a licence was required is disputed' };
  if (required === 'cannot_tell')
    return {
      state: 'cannot_tell',
      mayBe: anything,
      why: `whether a licence is required hangs on ${hangsOn(answer)}`,
    };
  if (required !== true) return one('not_caught', 'not caught by the rules checked');
  const open = exceptions.find(({ available }) => available === true);
  if (open) {
    const untold = open.conditions.filter(({ state }) => state === 'not_told').length;
    const terms = untold === 0 ? '' : `, if its ${untold} untold conditions are met`;
    return one('exception', `licence required, and exception ${open.id} serves${terms}`);
  }
  if (policy === null)
    return {
      state: 'cannot_tell',
      mayBe: ['case_by_case', 'denial'],
      why: 'licence required, and no policy of review is stated',
    };
  const state = ofPolicy[policy];
  if (state !== undefined) return one(state, `licence required, ${policy.replaceAll('_', ' ')}`);
  const values = depends.find(({ field }) => field === 'review_policy')?.values ?? [];
  const mayBe = values.map((value) => ofPolicy[value] ?? 'cannot_tell');
  return {
    state: 'cannot_tell',
    mayBe: mayBe.includes('cannot_tell') || mayBe.length === 0 ? anything : mayBe,
    why: `licence required, ${values.map((value) => value.replaceAll('_', ' ')).join(' or ')}: it hangs on ${hangsOn(answer)}`,
  };
}

function hangsOn({ depends, checklist }: Answer): string {
  const inputs = [...new Set(depends.flatMap(({ parts }) => parts.map(({ input }) => input)))];
  const listed = inputs.filter((input) => checklist.some(({ id }) => id === input)).length;
  const others = inputs.filter((input) => !checklist.some(({ id }) => id === input));
  const certified =
    listed === 0 ? [] : [`${listed} ${listed === 1 ? 'certification' : 'certifications'} of the lane`];
  return [...others, ...certified].join(', ') || 'what was not told';
}

/** What a state of the US gate lets through. */
export function passesOfUs(state: UsState): Passes {
  if (state === 'not_caught' || state === 'exception') return 'open';
  if (state === 'denial') return 'shut';
  return 'by_decision';
}

/**
 * Lists what a state of China's gate may let through: one thing, or everything where the state is not known.
 *
 * Advice against a purchase leaves the buyer to decide; a pause shuts while it lasts.
 */
export function passesOfChina(state: ChinaState): readonly Passes[] {
  if (state === 'cannot_tell') return ['open', 'by_decision', 'shut'];
  if (state === 'case_by_case' || state === 'discouraged') return ['by_decision'];
  return state === 'paused' || state === 'blocked' ? ['shut'] : ['open'];
}
