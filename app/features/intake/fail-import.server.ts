import type { LocalizedText } from '#app/core/localized.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import type { JobRun } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { findImport } from './import-work.queries.server.ts'

export type ImportFailure = { code: string; message: LocalizedText }

/** Ends an import that cannot go on, says why, and tells the person who began it. What was imported until then stays. */
export async function failImport(tenantId: string, importId: string, error: ImportFailure): Promise<void> {
	await withTenantContext(tenantId, async (ctx) => {
		const row = await findImport(ctx, importId)
		if (!row || ['done', 'failed', 'cancelled'].includes(row.status)) return
		Object.assign(row, { status: 'failed', error, finishedAt: ctx.now })
		ctx.audit.record({
			action: 'import.failed',
			subject: { type: 'import', id: row.id, label: row.fileName },
			after: { code: error.code, created: row.created },
		})
		if (!row.createdBy) return
		await notifyAccounts(ctx, [row.createdBy], {
			title: { en: `Import of ${row.fileName} has stopped`, 'zh-CN': `${row.fileName} 的导入已中止` },
			href: `/imports/${row.id}`,
			dedupeKey: `import-failed:${row.id}`,
		})
	})
}

const INTERRUPTED: ImportFailure = {
	code: 'interrupted',
	message: {
		en: 'The import could not be finished, for a reason on our side. What was imported stays. Send the file again: lots that are registered already are named and left out.',
		'zh-CN': '由于系统方面的原因，导入未能完成。已导入的批次会保留。请重新提交文件：已登记的批次会被指出并跳过。',
	},
}

/** For a job that is given up: its import says so. */
export const giveUpImport = (tenantId: string, { importId }: { importId: string }): Promise<void> =>
	failImport(tenantId, importId, INTERRUPTED)

type Handle = (tenantId: string, data: { importId: string }, run: JobRun) => Promise<void>

/** A job's handler that says so at once when its last try has thrown. */
export function untilGivenUp<H extends Handle>(handle: H): H {
	const guarded: Handle = async (tenantId, data, run) => {
		try {
			await handle(tenantId, data, run)
		} catch (error) {
			if (run.lastAttempt) await giveUpImport(tenantId, data)
			throw error
		}
	}
	return guarded as H
}
