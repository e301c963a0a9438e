import { QRCodeSVG } from 'qrcode.react'

type QrImageProps = { readonly value: string; readonly label: string }

/** The drawing itself, in a module of its own so that it is fetched only where a QR code is shown. */
export function QrImage({ value, label }: QrImageProps) {
  // Scanners need four modules of quiet zone (ISO/IEC 18004, 9.1), and dark on light whatever the theme.
  return <QRCodeSVG value={value} marginSize={4} level="M" bgColor="#fff" fgColor="#000" aria-label={label} />
}
