const channelName = 'keystep'

/** Calls back when another tab of this origin signed in, signed out or verified. Returns the end of listening. */
export function listenToOtherTabs(onChange: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', onChange)
  return () => channel.close()
}

/** Says that the session changed, and nothing about it. */
export function tellOtherTabs(): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('session')
  channel.close()
}
