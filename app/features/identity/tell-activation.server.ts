import type { Activation } from '#app/platform/definitions/activate-scheduled.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { notifyAccounts } from './notify-people.server.ts'

/** Tells its author and who approved it what became of a scheduled version, once. `pages` is where such versions are looked at. */
export async function tellActivation(ctx: Context, done: Activation, pages: string): Promise<void> {
	const { id, title, key, kind, version } = done.version
	await notifyAccounts(ctx, done.people, {
		event: 'definition_told',
		values: {
			text:
				done.done === 'activated'
					? {
							en: `“${title.en}” v${done.number} is active now, as scheduled`,
							'zh-CN': `“${title['zh-CN']}” v${done.number} 已按计划生效`,
						}
					: {
							en: `“${title.en}” could not become active as scheduled and waits for you`,
							'zh-CN': `“${title['zh-CN']}”未能按计划生效，待您处理`,
						},
		},
		href: done.done === 'activated' ? `${pages}/${key}` : `${pages}/${key}?draft=${id}`,
		dedupeKey: `${kind}-${done.done}:${id}:${version}`,
	})
}
