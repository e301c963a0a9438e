/** Under these keys the session and the devices lie in the query client: nothing that opens anything. */
export const sessionKey = ['keystep', 'session'] as const
export const devicesKey = ['keystep', 'devices'] as const
