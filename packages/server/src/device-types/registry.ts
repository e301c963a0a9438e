import type { DeviceType } from './device-type.ts'

/** The kinds of devices a server knows. Changed while it runs, the next request sees it. */
export type Registry = {
  /** In the order in which they are offered. */
  readonly all: readonly DeviceType[]
  /** Does nothing for a method that is registered: unregister it first to replace it. */
  register(type: DeviceType): void
  /** Its devices stay in the store, and come back with it. Does nothing for a method that is not registered. */
  unregister(method: string): void
  /** Rejects a method nobody registered: its device was enrolled when `methods` still named it. */
  get(method: string): DeviceType
  has(method: string): boolean
  /** The type that keeps one-time tokens, if there is one. */
  readonly tokens: TokenType | null
}

export type TokenType = DeviceType & Required<Pick<DeviceType, 'tokens'>>

/** `refuse` throws for a type that this server may not use. */
export function createRegistry(types: readonly DeviceType[], refuse: (type: DeviceType) => void): Registry {
  const byMethod = new Map<string, DeviceType>()
  const registry: Registry = {
    get all() {
      return [...byMethod.values()]
    },
    register(type) {
      refuse(type)
      if (!byMethod.has(type.method)) byMethod.set(type.method, type)
    },
    unregister: (method) => void byMethod.delete(method),
    has: (method) => byMethod.has(method),
    get(method) {
      const type = byMethod.get(method)
      if (!type) throw new Error(`The method "${method}" is not registered. Add its device type to methods.`)
      return type
    },
    get tokens() {
      return registry.all.find((type): type is TokenType => type.tokens !== undefined) ?? null
    },
  }
  for (const type of types) registry.register(type)
  if (byMethod.size < types.length) throw new Error('createKeystep: methods names one method twice. Keep one of them.')
  if (!types.some((type) => type.begin !== undefined)) {
    throw new Error('createKeystep: methods has nothing a user could enrol. Add totp().')
  }
  return registry
}
