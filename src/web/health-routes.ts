import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { get, type Route } from './route.ts'

/** For whoever keeps the product running. */
export function healthRoutes({ db }: { db: Db }): Route<'anyone'>[] {
  return [
    get(paths.healthz, 'anyone', (_request, response) => {
      response.json({ ok: true })
    }),

    get(paths.readyz, 'anyone', async (_request, response) => {
      const state = await readiness(db)
      const ok = state.database && state.worker
      response.status(ok ? 200 : 503).json({ ok, ...state })
    }),
  ]
}

/** The worker notes every minute which sweeps it has begun; silence for three minutes means that no worker runs. */
async function readiness(db: Db): Promise<{ database: boolean; worker: boolean }> {
  try {
    const { rows } = await sql<{ worker: boolean | null }>`
      select max(greatest(last_execution, known_since)) > now() - interval '3 minutes' as worker
      from graphile_worker._private_known_crontabs`.execute(db)
    return { database: true, worker: rows[0]?.worker ?? false }
  } catch {
    return { database: false, worker: false }
  }
}
