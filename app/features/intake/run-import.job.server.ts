import { MerkleTree } from '#app/core/hash-chain.server.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import type { JobDefinition, JobRun } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { giveUpImport, untilGivenUp } from './fail-import.server.ts'
import { openGoodRows } from './good-rows.server.ts'
import { importSets, importWhole, onBehalf, type Work } from './import-rows.server.ts'
import { findImport } from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'

/**
 * Imports the good rows. `good-rows` goes set by set, each with its counter in one transaction, so that a killed
 * process goes on where it was, with nothing missing and nothing doubled; `all-or-nothing` is one transaction.
 */
export const runImportJob: JobDefinition<'import.run'> = {
	name: 'import.run',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	giveUp: giveUpImport,
	handle: untilGivenUp(async (tenantId: string, { importId }: { importId: string }, run: JobRun) => {
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'running') return
		const rows = await openGoodRows(tenantId, found)
		const work: Work = { tenantId, found, run, tree: new MerkleTree(), ...rows }
		const inOne = found.mode === 'all-or-nothing' && found.processed === 0
		const ended = await (inOne ? importWhole(work) : importSets(work))
		if (ended !== 'stopped') await finish(work, ended === 'cancelled')
	}),
}

/** One audit entry for all rows, with the root of their hash tree, so that each can be proven later. */
async function finish(work: Work, cancelled: boolean): Promise<void> {
	await onBehalf(work, async (ctx) => {
		const row = await findImport(ctx, work.found.id)
		if (row?.status !== 'running') return
		const merkle = work.tree.root()
		Object.assign(row, { status: cancelled ? 'cancelled' : 'done', finishedAt: ctx.now, merkleRoot: merkle })
		ctx.audit.record({
			action: cancelled ? 'import.cancelled' : 'import.done',
			subject: { type: 'import', id: row.id, label: row.fileName },
			after: { created: row.created, good: row.good, bad: row.bad, mode: row.mode, merkleRoot: merkle },
		})
		if (row.createdBy) await tell(ctx, row.createdBy, row)
	})
}

async function tell(ctx: Context, accountId: string, row: LotImport): Promise<void> {
	await notifyAccounts(ctx, [accountId], {
		title: {
			en: `Import of ${row.fileName} has ended: ${row.created} lots`,
			'zh-CN': `${row.fileName} 导入结束：${row.created} 个批次`,
		},
		href: `/imports/${row.id}`,
		dedupeKey: `import:${row.id}`,
	})
}
