// How the cluster is made and how its server is set. A setting's value holds no space and no quote, because on
// Windows they travel through one command line.

export const databaseName = 'recovery_college'
export const userName = 'recovery_college'

/** The server's settings, `name=value`, for a small machine. */
export function serverSettings(port: number, durable: boolean): string[] {
  const forItsUse = durable ? ['max_connections=60', statisticsSoon] : throwawaySettings
  return [...networkSettings(port), ...sizeSettings, ...logSettings, ...forItsUse]
}

/**
 * A college brings its term of 800 runs into empty tables. Until PostgreSQL has looked at what is new, by default once a
 * minute, it plans queries for tables without rows, and pages that take a tenth of a second took six.
 */
const statisticsSoon = 'autovacuum_naptime=5s'

/** Only this computer can connect, and only by TCP: a socket's path has a length limit and needs a writable folder. */
function networkSettings(port: number): string[] {
  return [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
}

const sizeSettings = ['shared_buffers=128MB', 'effective_cache_size=512MB', 'max_wal_size=512MB']

/** Errors without their details and statements: those hold people's names and addresses. */
const logSettings = [
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
]

/** For data that nobody would miss: nothing waits for the disk, and many tests at once have room. */
const throwawaySettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
]

/**
 * The arguments of initdb. Letters are ordered by ICU whatever the system's own locales; but what counts as a letter
 * in search (pg_trgm, and before PostgreSQL 18 also full text) comes from `letters`, and in the locale C a ŷ is none.
 */
export function initdbArguments(options: {
  folder: string
  passwordFile: string
  letters: string
  durable: boolean
}): string[] {
  return [
    `--pgdata=${options.folder}`,
    `--username=${userName}`,
    `--pwfile=${options.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=en-GB',
    '--locale=C',
    `--lc-ctype=${options.letters}`,
    ...(options.durable ? ['--data-checksums'] : ['--no-sync']),
  ]
}

/** Locales to try for `letters`, best first. */
export function letterLocales(platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return ['en-GB', 'C']
  if (platform === 'darwin') return ['C.UTF-8', 'en_GB.UTF-8', 'C']
  return ['C.UTF-8', 'C']
}
