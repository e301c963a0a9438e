import type { Device, Enrolment, SignedIn } from '@keystep/contract'
import type { ComponentType } from 'react'
import type { UseFormRegister, UseFormSetValue } from 'react-hook-form'
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
  /** What is said of a code that goes out, or of a call. @default the words of a code that is sent */
  readonly sending?: (messages: Messages) => Messages['sentWords']
  /** How a code of it reaches the browser by itself, if the browser can (WebOTP). */
  readonly otpTransport?: 'sms'
  /** Of one that reaches a number which another method reaches as well. */
  readonly channel?: Channel
  /** What has to be asked before one can be connected. Absent where nothing has. */
  readonly prepare?: Preparation
  /** How a user connects one. Absent for a method that comes along with others. */
  readonly connect?: Connection
}

export type Channel = {
  /** The other method, as on the wire. It is offered where nothing arrives by this one. */
  readonly other: string
  /** How this one is offered in place of the other. */
  readonly instead: (messages: Messages, destination: string) => string
  /** How this one is offered once the other is on. */
  readonly also: (messages: Messages) => string
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
export type BeginRequest = {
  readonly address?: string
  readonly number?: string
  readonly extra?: Record<string, unknown>
}

export type PrepareProps = {
  readonly register: UseFormRegister<Record<string, string>>
  /** For a field that is more than an input: it registers a handle, and says itself what was typed. */
  readonly setValue: UseFormSetValue<Record<string, string>>
  /** For a method that texts or calls: the countries it reaches, as ISO 3166-1 alpha-2. */
  readonly countries: readonly string[] | undefined
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
