import type { Device, Enrolment } from '@keystep/contract'
import type { ComponentType } from 'react'
import type { Messages } from '../languages/en.ts'
import type { CodeInputStatus } from '../parts/code-input.tsx'
import type { IconDrawing } from '../parts/icons.ts'

/** A kind of device on the screen: the other half of the server's device type. */
export type Method = {
  /** As on the wire. */
  readonly method: string
  readonly icon: IconDrawing
  readonly label: (messages: Messages) => string
  /** The sentence above the field where it is answered. */
  readonly lede: (messages: Messages, device: Device) => string
  /** The field in which it is answered. */
  readonly Answer: ComponentType<AnswerProps>
  /** What a user needs to connect one: what is shown before the code that proves it. */
  readonly Configure?: ComponentType<ConfigureProps>
}

export type AnswerProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur: () => void
  /** Set where the field knows that the answer is whole. */
  readonly onComplete: () => void
  readonly inputRef: (input: HTMLInputElement | null) => void
  readonly status: CodeInputStatus
  readonly error: string | null
  readonly label: string | undefined
  /** Digits of a code, where the server says how many. */
  readonly length: number | null
}

export type ConfigureProps = { readonly enrolment: Enrolment }
