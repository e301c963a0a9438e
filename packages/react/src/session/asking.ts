// One piece to fetch: all that a visitor may be asked. A chunk for each would cost more in seams than it saves.
export { SecondStepBody } from '../login/second-step-body.tsx'
export { FirstFactorStep } from './first-factor-step.tsx'
