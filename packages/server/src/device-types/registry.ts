import type { DeviceType } from './device-type.ts'

export type Registry = {
  /** In the order in which they are offered. */
  readonly all: readonly DeviceType[]
  /** Rejects a method nobody registered: its device was enrolled when `methods` still named it. */
  get(method: string): DeviceType
  has(method: string): boolean
  /** The type that keeps one-time tokens, if there is one. */
  readonly tokens: TokenType | null
}

export type TokenType = DeviceType & Required<Pick<DeviceType, 'makeTokens'>>

export function createRegistry(types: readonly DeviceType[]): Registry {
  const byMethod = new Map(types.map((type) => [type.method, type]))
  if (byMethod.size < types.length) throw new Error('createKeystep: methods names one method twice. Keep one of them.')
  if (!types.some((type) => type.begin !== undefined)) {
    throw new Error('createKeystep: methods has nothing a user could enrol. Add totp().')
  }
  return {
    all: types,
    has: (method) => byMethod.has(method),
    get(method) {
      const type = byMethod.get(method)
      if (!type) throw new Error(`The method "${method}" is not registered. Add its device type to methods.`)
      return type
    },
    tokens: types.find((type): type is TokenType => type.makeTokens !== undefined) ?? null,
  }
}
