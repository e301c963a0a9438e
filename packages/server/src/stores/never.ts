/** When a session without a limit ends: the last moment a Date can hold, so that it can still be shown. */
export const never = 8_640_000_000_000_000
