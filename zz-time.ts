import pg from '/work/main/node_modules/pg/lib/index.js'
import { connect } from '/work/main/src/database/connection.ts'
import { migrate } from '/work/main/src/database/migrate.ts'
import { configFrom } from '/work/main/src/config/config.ts'
import { readEnvironment } from '/work/main/src/config/environment.ts'
import { ensureDemo } from '/work/main/src/demo/demo.ts'
const server = 'postgres://postgres@127.0.0.1:5544/postgres'
const admin = new pg.Client({ connectionString: server }); await admin.connect()
await admin.query('drop database if exists demo_time with (force)'); await admin.query('create database demo_time')
const { db, pool, close } = connect('postgres://postgres@127.0.0.1:5544/demo_time', { max: 8, onError: (e: Error) => { if ((e as any).code !== '57P01') throw e } })
await migrate(db, pool)
let n = 0
const q = pg.Client.prototype.query
pg.Client.prototype.query = function (...a: any[]) { n++; return q.apply(this, a) }
const c = process.cpuUsage(), t = performance.now()
console.log(await ensureDemo(db, configFrom(readEnvironment({ NODE_ENV: 'test' })), new Date()), Math.round(performance.now() - t), 'ms', process.cpuUsage(c), n, 'queries')
const t2 = performance.now(); await ensureDemo(db, configFrom(readEnvironment({ NODE_ENV: 'test' })), new Date()); console.log('again', performance.now() - t2)
await close(); await admin.end()
