export { fromNode, type FromNodeOptions } from './from-node.ts'
export { openDatabase } from './open-database.ts'
export { scryptHash } from './scrypt-hash.ts'
