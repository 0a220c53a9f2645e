import { openOrm } from '#app/platform/db/orm.server.ts'
const orm = await openOrm({ dataDir: 'memory://', pool: 1 })
const sql = await orm.schema.getCreateSchemaSQL()
console.log(sql)
await orm.close()
