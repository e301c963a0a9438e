import { enAsking } from '../languages/en-asking.ts'
import { ownTexts } from '../languages/own-texts.ts'
import { SecondStepBody } from '../login/second-step-body.tsx'
import { FirstFactorStep } from './first-factor-step.tsx'

/**
 * All that a visitor may be asked and, before any of it can be drawn, what it says. One piece to fetch: a chunk for each
 * would cost more in seams than it saves.
 */
export function asking() {
  Object.assign(ownTexts, enAsking)
  return { SecondStepBody, FirstFactorStep }
}
