import type { Orm } from './orm.server.ts'

type Manager = Orm['em']

const MOST = 1_000
const ofTenants = new WeakMap<Orm, Map<string, Manager>>()

/**
 * A manager for one unit of work, whose every statement through the ORM is filtered by the tenant. Setting the filter
 * passes over all tables each time, so that is done once for a tenant; the manager it is done on is only forked from.
 */
export function forkOfTenant(orm: Orm, tenantId: string): Manager {
	const managers = ofTenants.get(orm) ?? new Map<string, Manager>()
	ofTenants.set(orm, managers)
	const known = managers.get(tenantId)
	if (known) return known.fork()
	if (managers.size >= MOST) managers.clear()
	const manager = orm.em.fork()
	manager.setFilterParams('tenant', { tenant: tenantId })
	managers.set(tenantId, manager)
	return manager.fork()
}
