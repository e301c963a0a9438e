export type OtherTabs = {
  /** Calls back when another tab of this origin signed in, signed out or verified. Returns the end of listening. */
  listen(onChange: () => void): () => void
  /** Says that the session changed, and nothing about it. */
  tell(): void
}

/** A channel hears every message but its own, so one serves for both: what this tab did, it need not be told. */
export function createOtherTabs(): OtherTabs {
  let channel: BroadcastChannel | null = null
  return {
    listen(onChange) {
      if (typeof BroadcastChannel === 'undefined') return () => {}
      const opened = new BroadcastChannel('keystep')
      opened.addEventListener('message', onChange)
      channel = opened
      return () => {
        opened.close()
        if (channel === opened) channel = null
      }
    },
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    tell: () => channel?.postMessage('session'),
  }
}
