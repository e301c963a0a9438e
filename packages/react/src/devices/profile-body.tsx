import { forwardRef, Fragment, isValidElement, useEffect, useRef, useState } from 'react'
import { LoginWizard } from '../login/login-wizard.tsx'
import { Notice } from '../parts/notice.tsx'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { useTold } from '../provider/use-told.ts'
import { headingOf } from './heading-of.ts'
import { Invitation } from './invitation.tsx'
import { levelBelow } from './level-below.ts'
import { ownSections, type ProfileSectionName } from './own-sections.ts'
import type { ProfilePanelProps } from './profile-panel.tsx'
import { type ProfileSectionProps, Section } from './section.tsx'
import { useDevices } from './use-devices.ts'

const allOfThem = Object.keys(ownSections) as ProfileSectionName[]

/** The profile panel itself. */
export const ProfileBody = forwardRef<HTMLDivElement, ProfilePanelProps>(function ProfileBody(props, ref) {
  const { sections = allOfThem, onDone, onStepChange, ...view } = props
  const { autoFocus = false, form, onError, ...rest } = view
  const { messages } = useKeystep()
  const part = usePart()
  const devices = useDevices()
  const { status, userId, first } = devices
  const [turnedOffBy, setTurnedOffBy] = useState<string | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const step = status !== 'ready' ? status : first ? 'on' : 'off'
  const justOff = step === 'off' && turnedOffBy === userId
  useTold(onStepChange, step === 'loading' ? null : step)
  useEffect(() => {
    if (justOff) headingOf(content.current)?.focus()
  }, [justOff])

  const frame = { ...rest, ref, heading: messages.profileTitle }
  // Signing in leads back to where this is.
  if (status === 'signed_out') return <LoginWizard {...view} ref={ref} onDone={() => {}} />
  const given: ProfileSectionProps = {
    headingLevel: levelBelow(rest.headingLevel),
    surface: 'plain',
    form,
    onError,
    onDone(change) {
      setTurnedOffBy(change === 'disabled' ? userId : null)
      onDone?.(change)
    },
  }
  return (
    <Section
      {...frame}
      of={devices}
      lede={first ? messages.profileOn : messages.profileOff}
      focusHeading={autoFocus}
      status={step}
    >
      <div ref={content} {...part('profile')}>
        {justOff && <Notice tone="success">{messages.disabled}</Notice>}
        {!first && <Invitation />}
        {sections.map((section, index) => {
          if (isValidElement(section)) return <Fragment key={index}>{section}</Fragment>
          if (typeof section === 'string' && !first) return null
          const Shown = typeof section === 'string' ? ownSections[section] : section
          return <Shown key={typeof section === 'string' ? section : index} {...given} />
        })}
      </div>
    </Section>
  )
})
