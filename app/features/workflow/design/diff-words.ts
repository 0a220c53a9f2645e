import type { LocalizedText } from '#app/core/localized.ts'
import { BUSINESS, ELAPSED } from '../duration.model.ts'
import { MEANING_TITLES } from '../refusal-messages.ts'
import type {
	SignatureMeaning,
	WorkflowAction,
	WorkflowApproval,
	WorkflowGuard,
	WorkflowSla,
	WorkflowTransition,
	WorkflowTrigger,
} from '../workflow.schema.ts'

type WorkflowForm = NonNullable<WorkflowTransition['form']>
type Names = (key: string) => LocalizedText

const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })
const NOTHING = text('nothing', '无')
const plain = (value: unknown): LocalizedText => text(String(value), String(value))

const FIELDS: Readonly<Record<string, LocalizedText>> = {
	title: text('name', '名称'),
	description: text('description', '说明'),
	subject: text('kind of record', '记录类型'),
	initial: text('first state', '起始状态'),
	mainPath: text('main path', '主路径'),
	category: text('category', '类别'),
	tone: text('colour', '颜色'),
	locks: text('locks', '锁定'),
	sla: text('deadlines', '时限'),
	from: text('from', '来源状态'),
	to: text('to', '目标状态'),
	trigger: text('begun by', '触发方式'),
	permission: text('permission', '权限'),
	guards: text('guards', '规则校验'),
	form: text('needed fields', '必填字段'),
	approval: text('approvals', '批准'),
	signature: text('signature', '签名'),
	training: text('training', '培训'),
	actions: text('actions', '动作'),
}

/** What a field is called in a sentence. */
export const fieldName = (field: string): LocalizedText => FIELDS[field] ?? plain(field)

function join(parts: readonly LocalizedText[]): LocalizedText {
	if (parts.length === 0) return NOTHING
	return text(parts.map((part) => part.en).join(', '), parts.map((part) => part['zh-CN']).join('、'))
}

const isText = (value: unknown): value is LocalizedText =>
	typeof value === 'object' && value !== null && 'en' in value && 'zh-CN' in value

const sayTrigger = (trigger: WorkflowTrigger): LocalizedText => {
	switch (trigger.type) {
		case 'user':
			return text('a person', '人员')
		case 'timer':
			return text(`deadline “${trigger.timer}”`, `时限“${trigger.timer}”`)
		case 'rule':
			return text(`rule set ${trigger.ruleSet} = ${trigger.outcome}`, `规则集 ${trigger.ruleSet} = ${trigger.outcome}`)
		case 'system':
			return text(
				`the portal${trigger.event ? ` (${trigger.event})` : ''}`,
				`系统${trigger.event ? `（${trigger.event}）` : ''}`,
			)
	}
}

const sayGuard = ({ ruleSet, expect, onUnknown, message }: WorkflowGuard): LocalizedText => {
	const outcomes = typeof expect === 'string' ? expect : expect.join('/')
	const unknown = onUnknown === 'block' ? text('unknown blocks', '未知则阻止') : text('unknown passes', '未知则放行')
	const said = message ? text(` “${message.en}”`, `“${message['zh-CN']}”`) : text('', '')
	return text(
		`${ruleSet} = ${outcomes} (${unknown.en})${said.en}`,
		`${ruleSet} = ${outcomes}（${unknown['zh-CN']}）${said['zh-CN']}`,
	)
}

const sayApproval = ({ quorum, distinct = true, roles, exclude, expires }: WorkflowApproval): LocalizedText =>
	text(
		[
			distinct ? `${quorum} different people` : `${quorum} approvals`,
			...(roles ? [`of ${roles.join(', ')}`] : []),
			...(exclude?.length ? [`not ${exclude.join(', ')}`] : []),
			...(expires ? [`within ${expires}`] : []),
		].join(' '),
		[
			distinct ? `${quorum} 名不同人员` : `${quorum} 项批准`,
			...(roles ? [`角色 ${roles.join('、')}`] : []),
			...(exclude?.length ? [`排除 ${exclude.join('、')}`] : []),
			...(expires ? [`有效期 ${expires}`] : []),
		].join('，'),
	)

const saySla = ({ after, effect, calendar, actions }: WorkflowSla): LocalizedText => {
	const more = actions?.length ? ` +${actions.length}` : ''
	const days =
		calendar === undefined || calendar === ELAPSED
			? text('', '')
			: calendar === BUSINESS
				? text(' working time', '（工作时间）')
				: text(` working time of “${calendar}”`, `（“${calendar}”的工作时间）`)
	if (effect === 'escalate')
		return text(`escalates after ${after}${days.en}${more}`, `${after}${days['zh-CN']} 后逾期上报${more}`)
	return effect === 'warn'
		? text(`warns after ${after}${days.en}${more}`, `${after}${days['zh-CN']} 后提醒${more}`)
		: text(`overdue after ${after}${days.en}${more}`, `${after}${days['zh-CN']} 后逾期${more}`)
}

/** An action as `type what`; the same word in both languages, as in the JSON. */
export function sayAction(action: WorkflowAction): string {
	switch (action.type) {
		case 'notify':
			return `notify ${action.template} → ${action.to.join(', ')}`
		case 'set':
			return `set ${action.attribute} = ${JSON.stringify(action.value)}`
		case 'task':
			return `task “${action.title.en}” → ${action.assignee}`
		case 'deviation':
		case 'capa':
			return `${action.type} ${action.template}`
		case 'webhook':
		case 'emit':
			return `${action.type} ${action.event}`
		case 'startWorkflow':
			return `startWorkflow ${action.workflow}`
		default:
			return action.type
	}
}

/** A value of a field in words, for people. */
export function sayValue(field: string, value: unknown, names: Names): LocalizedText {
	if (value === undefined || value === null) return NOTHING
	if (isText(value)) return text(`“${value.en}”`, `“${value['zh-CN']}”`)
	switch (field) {
		case 'to':
		case 'initial':
			return names(String(value))
		case 'from':
		case 'mainPath':
			return join((value as string[]).map(names))
		case 'trigger':
			return sayTrigger(value as WorkflowTrigger)
		case 'guards':
			return join((value as WorkflowGuard[]).map(sayGuard))
		case 'approval':
			return sayApproval(value as WorkflowApproval)
		case 'signature': {
			const { meaning, reauth, reason } = value as { meaning: SignatureMeaning; reauth: string; reason: string }
			const said = MEANING_TITLES[meaning]
			return text(`“${said.en}” (${reauth}, reason ${reason})`, `“${said['zh-CN']}”（${reauth}，原因 ${reason}）`)
		}
		case 'sla':
			return join((value as WorkflowSla[]).map(saySla))
		case 'permission': {
			const { action, scope } = value as { action: string; scope?: string }
			return plain(scope ? `${action}@${scope}` : action)
		}
		case 'form': {
			const { required, fields = [] } = value as WorkflowForm
			return join([...required.map(plain), ...fields.map((own) => own.label)])
		}
		case 'actions':
			return join((value as WorkflowAction[]).map((action) => plain(sayAction(action))))
		default:
			return Array.isArray(value) ? join(value.map(plain)) : plain(value)
	}
}
