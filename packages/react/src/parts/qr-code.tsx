import { forwardRef, lazy, Suspense } from 'react'
import type { ComponentPropsWithoutRef, ComponentType } from 'react'
import { usePart } from './use-part.ts'

export type QrCodeProps = Omit<ComponentPropsWithoutRef<'div'>, 'children'> & {
  /** What the code says: an `otpauth:` address. */
  readonly value: string
  /** What it is, and where those who cannot scan it find the same thing. */
  readonly label: string
}

type DrawingProps = Pick<QrCodeProps, 'value' | 'label'>

const Drawing = lazy<ComponentType<DrawingProps>>(() =>
  import('./qr-image.tsx').then(
    (module) => ({ default: module.QrImage }),
    () => ({ default: MissingDrawing }),
  ),
)

/** A QR code on white with its quiet zone, in any theme. Its box has its size before the drawing is there. */
export const QrCode = forwardRef<HTMLDivElement, QrCodeProps>(function QrCode(
  { value, label, className, ...rest },
  ref,
) {
  const part = usePart()
  return (
    <div {...rest} ref={ref} data-keystep="" {...part('qr-code', className)}>
      <Suspense fallback={null}>
        <Drawing value={value} label={label} />
      </Suspense>
    </div>
  )
})

// The network failed, or a new release took the module away: set-up goes on with the key, not with a broken page.
function MissingDrawing({ label }: DrawingProps) {
  const part = usePart()
  return <span {...part('missing')}>{label}</span>
}
