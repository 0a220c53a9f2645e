import type { LocalizedText } from '#app/core/localized.ts'
import { BUSINESS, ELAPSED } from '../duration.model.ts'
import { MEANING_TITLES } from '../refusal-messages.ts'
import type {
	StateCategory,
	StateLock,
	StateTone,
	WorkflowAction,
	WorkflowApproval,
	WorkflowGuard,
	WorkflowSignature,
	WorkflowSla,
	WorkflowTransition,
	WorkflowTrigger,
} from '../workflow.schema.ts'
import {
	CATEGORY_WORDS,
	type DefinitionWords,
	durationWords,
	EXCLUSION_WORDS,
	LOCK_WORDS,
	lower,
	outcomeWords,
	permissionWords,
	REAUTH_WORDS,
	TONE_WORDS,
} from './definition-words.ts'

type WorkflowForm = NonNullable<WorkflowTransition['form']>

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

const quoted = (words: LocalizedText): LocalizedText => text(`“${words.en}”`, `“${words['zh-CN']}”`)

const sayTrigger = (trigger: WorkflowTrigger, words: DefinitionWords): LocalizedText => {
	switch (trigger.type) {
		case 'user':
			return text('a person', '人员')
		case 'timer': {
			const timer = quoted(words.timer(trigger.timer))
			return text(`deadline ${timer.en}`, `时限${timer['zh-CN']}`)
		}
		case 'rule': {
			const set = quoted(words.ruleSet(trigger.ruleSet))
			const outcome = quoted(outcomeWords(trigger.outcome))
			return text(`the rules ${set.en} answering ${outcome.en}`, `规则集${set['zh-CN']}的结果${outcome['zh-CN']}`)
		}
		case 'system':
			return text(
				`the portal${trigger.event ? ` (${trigger.event})` : ''}`,
				`系统${trigger.event ? `（${trigger.event}）` : ''}`,
			)
	}
}

const sayGuard = ({ ruleSet, expect, onUnknown, message }: WorkflowGuard, words: DefinitionWords): LocalizedText => {
	const set = quoted(words.ruleSet(ruleSet))
	const outcomes = (typeof expect === 'string' ? [expect] : expect).map(outcomeWords)
	const [en, zh] = [outcomes.map((one) => one.en).join(' or '), outcomes.map((one) => one['zh-CN']).join('或')]
	const unknown = onUnknown === 'block' ? text('unknown blocks', '未知则阻止') : text('unknown passes', '未知则放行')
	const said = message ? text(`, saying “${message.en}”`, `，提示“${message['zh-CN']}”`) : text('', '')
	return text(
		`${set.en} has to answer ${en} (${unknown.en})${said.en}`,
		`${set['zh-CN']}须为${zh}（${unknown['zh-CN']}）${said['zh-CN']}`,
	)
}

function sayApproval(approval: WorkflowApproval, words: DefinitionWords): LocalizedText {
	const { quorum, distinct = true, roles, sequence, exclude = [], expires } = approval
	const [who, order] = [roles?.map(words.role), sequence?.map(words.role)]
	const within = expires ? durationWords(expires) : null
	const not = exclude.map((one) => EXCLUSION_WORDS[one])
	return text(
		[
			distinct ? `${quorum} different people` : `${quorum} approvals`,
			...(who ? [`of ${who.map((one) => one.en).join(', ')}`] : []),
			...(order ? [`in the order ${order.map((one) => one.en).join(', ')}`] : []),
			...(not.length > 0 ? [`without ${not.map((one) => lower(one.en)).join(', ')}`] : []),
			...(within ? [`within ${within.en}`] : []),
		].join(' '),
		[
			distinct ? `${quorum} 名不同人员` : `${quorum} 项批准`,
			...(who ? [`角色：${who.map((one) => one['zh-CN']).join('、')}`] : []),
			...(order ? [`顺序：${order.map((one) => one['zh-CN']).join('、')}`] : []),
			...(not.length > 0 ? [`不含${not.map((one) => one['zh-CN']).join('、')}`] : []),
			...(within ? [`有效期 ${within['zh-CN']}`] : []),
		].join('，'),
	)
}

function saySla({ after, effect, calendar, actions = [] }: WorkflowSla, words: DefinitionWords): LocalizedText {
	const done = join(actions.map((action) => sayAction(action, words)))
	const more = actions.length > 0 ? text(` (${done.en})`, `（${done['zh-CN']}）`) : text('', '')
	const time = durationWords(after)
	const named =
		calendar === undefined || calendar === ELAPSED || calendar === BUSINESS ? null : words.calendar(calendar)
	const days =
		calendar === BUSINESS
			? text(' of working time', '（工作时间）')
			: named
				? text(` of working time by “${named.en}”`, `（“${named['zh-CN']}”的工作时间）`)
				: text('', '')
	const [en, zh] = { escalate: ['tells others', '逾期上报'], warn: ['warns', '提醒'], fire: ['overdue', '逾期'] }[
		effect
	]
	return text(`${en} after ${time.en}${days.en}${more.en}`, `${time['zh-CN']}${days['zh-CN']}后${zh}${more['zh-CN']}`)
}

/** What a step or deadline does besides moving the record, in words. */
export function sayAction(action: WorkflowAction, words: DefinitionWords): LocalizedText {
	switch (action.type) {
		case 'notify': {
			const to = join(action.to.map(words.recipient))
			const template = words.template(action.template)
			return text(`message “${template.en}” to ${to.en}`, `向${to['zh-CN']}发送消息“${template['zh-CN']}”`)
		}
		case 'set': {
			const [what, value] = [words.attribute(action.attribute), words.value(action.attribute, action.value)]
			return text(`set “${what.en}” to “${value.en}”`, `将“${what['zh-CN']}”设为“${value['zh-CN']}”`)
		}
		case 'hold':
			return text('put on hold', '冻结')
		case 'liftHold':
			return text('lift the hold', '解除冻结')
		case 'task': {
			const who = words.recipient(action.assignee)
			return text(`task “${action.title.en}” for ${who.en}`, `任务“${action.title['zh-CN']}”交给${who['zh-CN']}`)
		}
		case 'deviation':
			return text('open a deviation', '开启偏差')
		case 'capa':
			return text('open a CAPA', '开启纠正预防措施')
		case 'webhook':
			return text(`webhook ${action.event}`, `Webhook ${action.event}`)
		case 'emit':
			return text(`tell the portal ${action.event}`, `通知系统 ${action.event}`)
		case 'startWorkflow': {
			const started = quoted(words.workflow(action.workflow))
			return text(`start the workflow ${started.en}`, `启动流程${started['zh-CN']}`)
		}
	}
}

/** The record's own fields that a step asks for, then those that it brings. */
function sayForm({ required, labels = [], fields = [] }: WorkflowForm): LocalizedText {
	const named = new Map(labels.map((one) => [one.field, one.label]))
	const reason = text('Reason', '原因')
	const own = required.map((field) => named.get(field) ?? (field === 'reason' ? reason : plain(field)))
	return join([...own, ...fields.map((field) => field.label)])
}

/** A value of a field in words, for people. */
export function sayValue(field: string, value: unknown, words: DefinitionWords): LocalizedText {
	if (value === undefined || value === null) return NOTHING
	if (isText(value)) return quoted(value)
	switch (field) {
		case 'to':
		case 'initial':
			return words.state(String(value))
		case 'from':
		case 'mainPath':
			return join((value as string[]).map(words.state))
		case 'category':
			return CATEGORY_WORDS[value as StateCategory] ?? plain(value)
		case 'tone':
			return TONE_WORDS[value as StateTone] ?? plain(value)
		case 'locks':
			return join((value as StateLock[]).map((lock) => LOCK_WORDS[lock] ?? plain(lock)))
		case 'trigger':
			return sayTrigger(value as WorkflowTrigger, words)
		case 'guards':
			return join((value as WorkflowGuard[]).map((guard) => sayGuard(guard, words)))
		case 'approval':
			return sayApproval(value as WorkflowApproval, words)
		case 'signature':
			return saySignature(value as WorkflowSignature)
		case 'sla':
			return join((value as WorkflowSla[]).map((sla) => saySla(sla, words)))
		case 'permission': {
			const { action, scope } = value as { action: string; scope?: string }
			return permissionWords(action, scope)
		}
		case 'form':
			return sayForm(value as WorkflowForm)
		case 'actions':
			return join((value as WorkflowAction[]).map((action) => sayAction(action, words)))
		default:
			return Array.isArray(value) ? join(value.map(plain)) : plain(value)
	}
}

function saySignature({ meaning, reauth, reason }: WorkflowSignature): LocalizedText {
	const [said, proof] = [MEANING_TITLES[meaning], REAUTH_WORDS[reauth]]
	const why = reason === 'required' ? text('with a reason', '须填原因') : text('reason if wanted', '原因可选')
	return text(
		`“${said.en}” (${lower(proof.en)}, ${why.en})`,
		`“${said['zh-CN']}”（${proof['zh-CN']}，${why['zh-CN']}）`,
	)
}
