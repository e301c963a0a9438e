import { memoryStore } from './memory-store.ts'
import { storeSuite } from './store-suite/store-suite.ts'

storeSuite('in memory', async (clock) => ({ store: memoryStore({ clock }), close: () => {} }))
