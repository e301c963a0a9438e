import { useContext } from 'react'
import { Context } from '../provider/keystep-context.ts'

/** What the pieces of the kit are called: in `data-part`, for style sheets, and in the provider's `classNames`. */
export type Part =
  | 'about'
  | 'actions'
  | 'adding'
  | 'announcement'
  | 'backup-token-list'
  | 'button'
  | 'card'
  | 'caret'
  | 'check'
  | 'choice'
  | 'choices'
  | 'code-input'
  | 'confirmation'
  | 'content'
  | 'countdown'
  | 'country'
  | 'country-code'
  | 'country-name'
  | 'country-short'
  | 'dash'
  | 'device'
  | 'devices'
  | 'error'
  | 'facts'
  | 'field'
  | 'group'
  | 'guarded'
  | 'hint'
  | 'icon'
  | 'input'
  | 'key'
  | 'label'
  | 'lede'
  | 'link-button'
  | 'missing'
  | 'notice'
  | 'outcome'
  | 'paper'
  | 'person'
  | 'person-image'
  | 'phone-field'
  | 'profile'
  | 'qr-code'
  | 'secret-key'
  | 'select'
  | 'skeleton'
  | 'slot'
  | 'slots'
  | 'stack'
  | 'step'
  | 'step-bar'
  | 'step-count'
  | 'step-heading'
  | 'step-up-dialog'
  | 'text'
  | 'text-field'
  | 'toggle'
  | 'token'
  | 'tokens'
  | 'ways'
  | 'word'

/** The app's classes, by the part they go on. */
export type ClassNames = { readonly [Name in Part]?: string }

/** The name of a part, and its classes: what it was given itself, and the app's. */
export function usePart() {
  const classNames = useContext(Context)?.classNames
  return (part: Part, own?: string) => ({
    'data-part': part,
    className: [own, classNames?.[part]].filter(Boolean).join(' ') || undefined,
  })
}
