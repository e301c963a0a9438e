// What a store is asked about sealed secrets. It knows no keys: what a secret begins with tells under which it is.

export type SecretPage = {
  /** The id of the last one before; `''`: from the first on. */
  readonly after: string
  readonly limit: number
  /** Leaves out what begins with this. */
  readonly except?: string
}

export type SecretChange = {
  readonly deviceId: string
  /** As it was read. */
  readonly was: string
  /** As it is kept from now on. */
  readonly secret: string
}
