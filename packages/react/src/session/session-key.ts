/** Under these keys what the server said lies in the query client: nothing that opens anything. */
export const sessionKey = ['keystep', 'session'] as const
/** The lists of whoever is signed in: devices, sessions, trusted browsers. What changes one may change another. */
export const accountKey = ['keystep', 'account'] as const
