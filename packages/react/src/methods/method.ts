import type { Device, Enrolment, SignedIn } from '@keystep/contract'
import type { ComponentType } from 'react'
import type { UseFormRegister } from 'react-hook-form'
import type { Messages } from '../languages/en.ts'
import type { CodeInputStatus } from '../parts/code-input.tsx'
import type { IconDrawing } from '../parts/icons.ts'

/** A kind of device on the screen: the other half of the server's device type. */
export type Method = {
  /** As on the wire. */
  readonly method: string
  readonly icon: IconDrawing
  readonly label: (messages: Messages) => string
  /** One line about it, where methods are chosen. */
  readonly about?: (messages: Messages) => string
  /** The sentence above the field where it is answered. */
  readonly lede: (messages: Messages, device: Device) => string
  /** The field in which it is answered. */
  readonly Answer: ComponentType<AnswerProps>
  /** What has to be asked before one can be connected. Absent where nothing has. */
  readonly prepare?: Preparation
  /** How a user connects one. Absent for a method that comes along with others. */
  readonly connect?: Connection
}

export type Preparation = {
  readonly isNeeded: (session: SignedIn) => boolean
  readonly title: (messages: Messages) => string
  readonly lede: (messages: Messages) => string
  readonly Fields: ComponentType<PrepareProps>
  /** What was typed, as the server takes it. */
  readonly request: (typed: Readonly<Record<string, string>>) => BeginRequest
}

/** What goes along when an enrolment begins. */
export type BeginRequest = { readonly address?: string; readonly extra?: Record<string, unknown> }

export type PrepareProps = {
  readonly register: UseFormRegister<Record<string, string>>
  /** What is wrong with a field, by the path the server names it by. */
  readonly errorOf: (path: string) => string | null
}

export type Connection = {
  readonly title: (messages: Messages, enrolment: Enrolment) => string
  readonly lede: (messages: Messages, enrolment: Enrolment) => string
  /** What is shown before the code that proves it. */
  readonly Show?: ComponentType<ConnectProps>
  /** The label of the code that proves it. */
  readonly code: (messages: Messages) => string
  /** The words of the way to begin anew; null where there is none to offer. */
  readonly restart: (messages: Messages, enrolment: Enrolment) => string | null
}

export type ConnectProps = { readonly enrolment: Enrolment }

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
