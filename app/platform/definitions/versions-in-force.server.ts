import type { Em } from '#app/platform/db/orm.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DefinitionPilot } from './definition-life.entity.server.ts'
import { inPilot, type PilotScope, type RecordScope } from './definition-life.model.ts'

/** What decides of a key now: the active version, and a pilot beside it. */
export type InForce = {
	active: DefinitionVersion | null
	pilot: { version: DefinitionVersion; scope: PilotScope } | null
}

/*
 * The versions are only read. The entity manager does not keep them: it would compare their content, which is long, with
 * what it was whenever the unit of work writes something.
 */

/** One unit of work decides all its records by the same versions, and asks for them once. */
const askedIn = new WeakMap<Em, Map<string, Promise<InForce>>>()

async function readInForce(ctx: Context, kind: DefinitionKind, key: string): Promise<InForce> {
	await ctx.em.flush()
	const inForce = { kind, key, status: { $in: ['active', 'pilot'] as const } }
	const versions = await ctx.em.find(DefinitionVersion, inForce, { disableIdentityMap: true })
	const active = versions.find((version) => version.status === 'active') ?? null
	const piloted = versions.find((version) => version.status === 'pilot')
	if (!piloted) return { active, pilot: null }
	const pilot = await ctx.em.findOne(DefinitionPilot, { versionId: piloted.id, endedAt: null })
	return { active, pilot: pilot ? { version: piloted, scope: pilot.scope } : null }
}

/**
 * The versions in force of a key, read once for each unit of work: a version published a moment ago by another process
 * decides in the next one. One statement, two while a pilot runs.
 */
export function versionsInForce(ctx: Context, kind: DefinitionKind, key: string): Promise<InForce> {
	const asked = askedIn.get(ctx.em) ?? new Map<string, Promise<InForce>>()
	askedIn.set(ctx.em, asked)
	const name = `${kind} ${key}`
	const known = asked.get(name) ?? readInForce(ctx, kind, key)
	asked.set(name, known)
	return known
}

/** Asks again in this unit of work, after it has put another version into force. */
export function forgetInForce(ctx: Context, kind: DefinitionKind, key: string): void {
	askedIn.get(ctx.em)?.delete(`${kind} ${key}`)
}

/** The version that decides on a record: the pilot that is meant for it, else the active one; null without any. */
export const chooseInForce = ({ active, pilot }: InForce, scope: RecordScope | undefined): DefinitionVersion | null =>
	pilot && inPilot(pilot.scope, scope) ? pilot.version : active
