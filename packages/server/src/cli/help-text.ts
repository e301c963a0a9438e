/** What `keystep --help` prints. */
export const helpText = `keystep: two-step verification from the command line

  keystep status <user>...            says whether verification is on, and with which devices
  keystep disable <user>...           removes every device, and ends everything that is signed in
  keystep unlock <user>...            lets devices be used again that too many wrong codes suspended
  keystep add-backup-token <user>...  makes one more backup token, and prints it this once
  keystep keys status                 says how many secrets are under which key
  keystep keys rotate                 seals every secret under the first key; cut short, it goes on when run again
  keystep keys verify                 opens every secret, and says which do not
  keystep migrate                     brings the tables up to date
  keystep migrate --sql               prints the SQL of that instead, and changes nothing

A user is named by id or by what they sign in as. Several may be named; one that cannot be
served is reported on stderr and does not stop the others. All of it works while the server runs.

Options
  --database <url>       a SQLite file, such as file:./data/keystep.db, or a PostgreSQL, as
                         postgres://user:password@host:5432/database; default: DATABASE_URL,
                         which others on the machine cannot read as they can a command
  --schema <name>        the PostgreSQL schema of the tables, which migrate makes if need be
  --table-prefix <name>  what the tables begin with; default: keystep_
  --json                 prints one JSON document, an array, and nothing else on stdout
  -h, --help             prints this
  --version              prints the version

  --schema and --table-prefix are what the app gives sqlStore and migrate.
  PostgreSQL needs the package pg: npm install pg.

Keys
  KEYSTEP_KEYS holds what the app gives as keys, the first one sealing:
  [{"id":"2026-11","secret":"…"},{"id":"2025-03","secret":"…"}]. No secret is ever printed.

Exit codes
  0  done
  1  something could not be done; stderr says what
  2  the command was given wrongly

What the app does in process instead
  add-backup-token keeps a token as backup({ hash: scryptHash() }) looks for it. An app that
  gives backup another hash calls keystep.addBackupToken(userId).
  disable ends the sessions that Keystep keeps. An app with hostSessions() calls
  keystep.resetUser(userId), which ends its own as well.`
