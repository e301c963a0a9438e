// PostgreSQL, for more than one machine. Needs `pg`.
export { databaseClock, type DatabaseClockOptions } from './database-clock.ts'
export { openPostgres, type OpenPostgresOptions } from './open-postgres.ts'
