'use client'
// Through the public door alone: whatever is done here, an app can do for a method of its own.
import { type AnswerProps, CodeInput, Field, type Method, type PrepareProps, useKeystep } from '../index.ts'

/** What is on the screens of a method that the kit's own languages do not know. */
export const hotpTexts = {
  label: 'Hardware token',
  about: 'A key fob that shows a code when you press it.',
  lede: 'Press the button of your token and type the code it shows.',
  code: 'Code from your token',
  prepareTitle: 'Connect your hardware token',
  prepareLede: 'Type the key that came with it. It is on the paper or in the file of its maker.',
  key: 'Key of the token',
  keyHint: 'Letters and digits; spaces do not matter',
  keyFormat: 'That is not a whole key. Check it for letters and digits that look alike.',
  connectTitle: 'Prove that it works',
  otherKey: 'Type the key again',
}

export type HotpTexts = typeof hotpTexts

/** Hardware tokens that count (HOTP): the other half of the server's `hotp()`. */
export function hotpMethod(texts: HotpTexts = hotpTexts): Method {
  function Answer({ inputRef, error, label, length, ...control }: AnswerProps) {
    return (
      <Field label={label ?? texts.code} error={error}>
        {(field) => <CodeInput {...field} {...control} length={length === 8 ? 8 : 6} ref={inputRef} />}
      </Field>
    )
  }
  function Key({ register, errorOf }: PrepareProps) {
    const { slots } = useKeystep()
    const error = errorOf('extra.key')
    return (
      <slots.TextField
        {...register('key', { required: true })}
        label={texts.key}
        hint={texts.keyHint}
        error={error && texts.keyFormat}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
    )
  }
  return {
    method: 'hotp',
    icon: {
      name: 'hotp',
      path: 'M3.75 5.25h12.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H3.75a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 0 0 1 1.5-1.5zM5.25 8.25h5v3.5h-5zM14 8.75a1.25 1.25 0 1 0 0 2.5 1.25 1.25 0 1 0 0-2.5z',
    },
    label: () => texts.label,
    about: () => texts.about,
    lede: () => texts.lede,
    Answer,
    prepare: {
      isNeeded: () => true,
      title: () => texts.prepareTitle,
      lede: () => texts.prepareLede,
      Fields: Key,
      request: ({ key = '' }) => ({ extra: { key, encoding: isHex(key) ? 'hex' : 'base32' } }),
    },
    connect: {
      title: () => texts.connectTitle,
      lede: () => texts.lede,
      code: () => texts.code,
      restart: () => texts.otherKey,
    },
  }
}

/** Base32 has no 0, 1, 8 or 9, and a key of 16 bytes or more is hardly without them in hex. */
function isHex(key: string): boolean {
  const plain = key.replaceAll(/[\s-]/g, '')
  return /^[0-9a-f]+$/i.test(plain) && /[0189]/.test(plain)
}
