import { sql } from 'kysely'
import { configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { demoSignIns, ensureDemo } from '../../src/demo/demo.ts'
import { importProspectus } from '../../src/scheduling/import/import-prospectus.ts'
import { reportLines } from '../../src/scheduling/import/report.ts'
import { readDemoFiles } from '../../src/demo/prospectus.ts'
import { testDatabase } from '../support/database.ts'
const database = testDatabase()
test('try', async () => {
  const { db } = database()
  const config = configFrom(readEnvironment({ NODE_ENV: 'test' }))
  const t = performance.now()
  const q0 = process.cpuUsage(); console.log(await ensureDemo(db, config, new Date('2026-11-23T16:00:00Z')), performance.now() - t, process.cpuUsage(q0))
  const rows = async (q: string) => (await sql.raw<any>(q).execute(db)).rows
  console.table(await rows(`select r.code, to_char(min(s.starts_at),'YYYY-MM-DD Dy HH24:MI') s, r.capacity c, r.waiting_list_mode m,
   (select count(*) from enrolment e where e.run_id=r.id and status='confirmed') conf, (select count(*) from enrolment e where e.run_id=r.id and status='waiting') w, (select count(*) from enrolment e where e.run_id=r.id and status='offered') o, (select count(*) from enrolment e where e.run_id=r.id and status='requested') rq
   from run r join session s on s.run_id=r.id group by r.id order by min(s.starts_at)`))
  console.table(await rows(`select template, calendar_method, count(*) from mail group by 1,2 order by 3 desc`))
  console.table(await rows(`select name,starts_on,ends_on from term`))
  console.table(await rows(`select p.name, count(*) n from enrolment e join person p on p.id=e.person_id group by 1 order by 2 desc limit 12`))
  console.table(await rows(`select channel, offered_at, expires_at from offer`))
  console.log(demoSignIns(config))
  const r = await importProspectus(db, { ...(await readDemoFiles()), dryRun: true, publish: {} }, { now: new Date('2026-08-01'), timeZone: 'Europe/London', defaultCapacity: 12 })
  console.log(reportLines(r).join('\n'))
})
