import { readFileSync } from 'node:fs'
import { newId } from '#app/core/ids.ts'
import {
	type WorkflowDefinition,
	type WorkflowTransition,
	workflowSchema,
} from '#app/features/workflow/workflow.schema.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { contentHash, publishVersion } from '#app/platform/definitions/publish-content.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** A shipped workflow as plain data, to be changed. */
const shipped = (key: string): WorkflowDefinition =>
	workflowSchema.parse(JSON.parse(readFileSync(`workflows/${key}.json`, 'utf8')))

/** Publishes a version of the lot lifecycle in which one step asks for more, or other things happen. Answers its id. */
export const publishLotWorkflow = (
	tenant: TenantInfo,
	change: (definition: WorkflowDefinition) => void,
): Promise<string> => publishChanged(tenant, 'lot_lifecycle', change)

/** Publishes a changed version of a shipped workflow. Answers its id. */
export async function publishChanged(
	tenant: TenantInfo,
	key: string,
	change: (definition: WorkflowDefinition) => void,
): Promise<string> {
	const definition = shipped(key)
	change(definition)
	const content = JSON.parse(JSON.stringify(workflowSchema.parse(definition)))
	return withTenantContext(tenant.id, async (ctx) => {
		const draft = ctx.em.create(DefinitionVersion, {
			kind: 'workflow',
			key: definition.key,
			title: definition.title,
			content,
			contentHash: contentHash(content),
			status: 'approved',
			note: 'For a test',
		})
		await ctx.em.flush()
		await publishVersion(ctx, draft)
		return draft.id
	})
}

/** Lets one step of the lot lifecycle ask for more. */
export const publishStep = (tenant: TenantInfo, key: string, more: Partial<WorkflowTransition>): Promise<string> =>
	publishLotWorkflow(tenant, (definition) => {
		const step = definition.transitions.find((transition) => transition.key === key)
		if (!step) throw new Error(`no step ${key}`)
		Object.assign(step, more)
	})

/** Writes past every check, as the owner of the database with its triggers off: a record as nobody could make it. */
export async function writeByHand(table: string, sql: string, params: unknown[]): Promise<void> {
	await getPortal()
		.orm.em.fork()
		.transactional(async (em) => {
			await em.execute("set local session_replication_role = 'replica'")
			await em.execute(`alter table ${table} no force row level security`)
			await em.execute(sql, params)
			await em.execute(`alter table ${table} force row level security`)
		})
}

/** So many copies of a lot, each with its instance, step and timer, past every check. */
export async function copyLot(lotId: string, count: number): Promise<void> {
	const copies = JSON.stringify(
		Array.from({ length: count }, () => ({ lot: newId(), instance: newId(), step: newId() })),
	)
	await writeByHand(
		'lot',
		`insert into lot select (jsonb_populate_record(l, jsonb_build_object('id', c.lot, 'code', l.code || '-' || c.n, 'node', nextval(pg_get_serial_sequence('lot', 'node'))))).*
		from lot l cross join lateral (select (v->>'lot')::uuid as lot, n from jsonb_array_elements(?::jsonb) with ordinality as x(v, n)) c where l.id = ?`,
		[copies, lotId],
	)
	for (const [table, change] of [
		['workflow_instance', `'id', c.instance, 'subject_id', c.lot`],
		['workflow_step', `'id', c.step, 'instance_id', c.instance, 'subject_id', c.lot`],
	] as const)
		await writeByHand(
			table,
			`insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${change}))).*
			from ${table} t cross join jsonb_to_recordset(?::jsonb) as c(lot uuid, instance uuid, step uuid) where t.subject_id = ?`,
			[copies, lotId],
		)
	await writeByHand(
		'workflow_timer',
		`insert into workflow_timer select (jsonb_populate_record(t, jsonb_build_object('instance_id', c.instance))).*
		from workflow_timer t join workflow_instance i on i.id = t.instance_id cross join jsonb_to_recordset(?::jsonb) as c(lot uuid, instance uuid, step uuid)
		where i.subject_id = ?`,
		[copies, lotId],
	)
}
