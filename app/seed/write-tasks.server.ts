import { addDays } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { RoleKey } from '#app/core/permission.ts'
import { type NewTask, writeTasks } from '#app/features/workflow/write-tasks.server.ts'
import type { SeedScene } from './seed-scene.ts'
import type { Story } from './story/story.ts'
import type { StoryRecord } from './story/story-types.ts'

/** What each role is asked to do about some record of the demo, as steps and timers of workflows leave it. */
const ASKED: readonly {
	role: RoleKey
	of: (story: Story) => StoryRecord | undefined
	title: LocalizedText
	days: number
}[] = [
	{
		role: 'quality_reviewer',
		of: (story) => lotIn(story, 'on_hold'),
		title: { en: 'Agree with the laboratory on a second sample', 'zh-CN': '与实验室约定复检取样' },
		days: 1,
	},
	{
		role: 'compliance_admin',
		of: (story) => story.cases.find(({ kind }) => kind === 'change')?.record,
		title: { en: 'File the validation report of the change', 'zh-CN': '归档变更的验证报告' },
		days: 5,
	},
	{
		role: 'receiving',
		of: (story) => lotIn(story, 'quarantine'),
		title: { en: 'Move the pallet to the quarantine area', 'zh-CN': '将托盘移至待检区' },
		days: 0,
	},
	{
		role: 'operator',
		of: (story) => lotIn(story, 'in_production'),
		title: { en: 'Photograph the line before the next order', 'zh-CN': '下一订单前拍摄清线照片' },
		days: 0,
	},
	{
		role: 'shipping',
		of: (story) => lotIn(story, 'released'),
		title: { en: 'Ask the carrier for a refrigerated lorry', 'zh-CN': '向承运商预订冷藏车' },
		days: 2,
	},
	{
		role: 'recall_manager',
		of: (story) => lotIn(story, 'recalled'),
		title: { en: 'Count what is left of the recalled lot', 'zh-CN': '清点召回批次的剩余数量' },
		days: -1,
	},
]

const lotIn = (story: Story, state: string): StoryRecord | undefined =>
	story.lots.findLast((lot) => lot.state === state)

/** Writes a task for each role that has a record to go with it, and what suppliers are asked for their onboarding. */
export async function writeSeedTasks({ ctx, calendar }: SeedScene, story: Story): Promise<void> {
	const task = (record: StoryRecord, title: LocalizedText, days: number, whose: NewTask['for']): NewTask => ({
		title,
		subject: { type: record.kind, id: record.id, label: record.label },
		for: whose,
		dueAt: new Date(`${addDays(calendar.today, days)}T09:00:00Z`),
		origin: `step:${record.steps.at(-1)?.transition ?? 'start'}`,
		instanceId: null,
	})
	const ofRoles = ASKED.flatMap(({ role, of, title, days }) => {
		const record = of(story)
		return record ? [task(record, title, days, { role, partyId: null })] : []
	})
	const ofSuppliers = story.cases
		.filter(
			({ record }) => record.kind === 'supplier_onboarding' && ['asked', 'requalification'].includes(record.state),
		)
		.map(({ record, partyId }) => task(record, ANSWER, 9, { role: 'supplier', partyId }))
	await writeTasks(ctx, [...ofRoles, ...ofSuppliers])
}

const ANSWER: LocalizedText = {
	en: 'Answer the questionnaire and upload the documents asked for',
	'zh-CN': '填写问卷并上传所需文件',
}
