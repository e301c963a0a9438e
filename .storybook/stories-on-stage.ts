import type { Method } from '@keystep/react'
import type { PersonName, TestServerOptions } from '@keystep/testing'
import type { StoryObj } from '@storybook/react-vite'
import type { Stage as StoryStage } from './stage.ts'

export type StageParameters = {
  /** Who sits in front of the screen. @default 'ada' */
  readonly person?: PersonName
  /** How the server differs from the plain one: its methods, whether browsers may be trusted. */
  readonly server?: TestServerOptions
  /** Methods beside the kit's own. */
  readonly methods?: readonly Method[]
  /** What happened before the page shows. */
  readonly begin?: (stage: StoryStage) => void | Promise<void>
  /** The provider's. @default 'card' */
  readonly surface?: 'card' | 'plain'
}

type PlayContext<Meta> = Parameters<NonNullable<StoryObj<Meta>['play']>>[0] & { readonly stage: StoryStage }

// Global, as stories lie beside their components and import nothing from outside their package.
declare global {
  type Stage = StoryStage
  type StoryParameters = StageParameters
  /** A story that plays on a stage: what it begins with, and what the user then does. */
  type StoryOnStage<Meta> = Omit<StoryObj<Meta>, 'play' | 'parameters'> & {
    parameters?: StageParameters
    play?: (context: PlayContext<Meta>) => Promise<void>
  }
}
