import type { LocalizedText } from '#app/core/localized.ts'
import { type Action, isRoleKey, ROLE_TITLES } from '#app/core/permission.ts'
import { ACTION_TITLES } from '#app/core/permission-words.ts'
import { parseDuration } from '../duration.model.ts'
import type { KnownNames } from '../problem.model.ts'
import { titleOf } from '../workflow.model.ts'
import type {
	ApproverExclusion,
	StateCategory,
	StateLock,
	StateTone,
	WorkflowDefinition,
	WorkflowSignature,
} from '../workflow.schema.ts'

const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })
const plain = (value: unknown): LocalizedText => text(String(value), String(value))

/* The words that the designer has for what a definition says by keys; a test holds them against its texts. */

export const CATEGORY_WORDS: Record<StateCategory, LocalizedText> = {
	initial: text('Beginning', '初始'),
	active: text('Active', '进行中'),
	waiting: text('Waiting', '等待'),
	blocked: text('Blocked', '受阻'),
	done: text('Done', '完成'),
	rejected: text('Rejected', '已拒绝'),
	cancelled: text('Cancelled', '已取消'),
}

export const LOCK_WORDS: Record<StateLock, LocalizedText> = {
	consumption: text('Consumption', '消耗'),
	shipment: text('Shipment', '发货'),
}

export const TONE_WORDS: Record<StateTone, LocalizedText> = {
	quarantine: text('Quarantine (amber)', '待检（琥珀）'),
	waiting: text('Waiting (blue)', '等待（蓝）'),
	released: text('Released (green)', '放行（绿）'),
	hold: text('On hold (orange)', '冻结（橙）'),
	rejected: text('Rejected (red)', '拒收（红）'),
	recalled: text('Recalled (red)', '召回（红）'),
	shipped: text('Shipped (violet)', '发运（紫）'),
	draft: text('Neutral (grey)', '中性（灰）'),
}

export const EXCLUSION_WORDS: Record<ApproverExclusion, LocalizedText> = {
	requester: text('Who asked for it', '提出者'),
	lastEditor: text('Who edited last', '最后修改者'),
	contributor: text('Everybody who changed it or took a step since it came here', '进入此状态后修改过或操作过的所有人'),
	author: text('Who made the record', '记录的创建者'),
}

export const REAUTH_WORDS: Record<WorkflowSignature['reauth'], LocalizedText> = {
	none: text('Not again', '无需再次验证'),
	password: text('Password', '密码'),
	mfa: text('Password and code', '密码和验证码'),
	totp: text('Password and authenticator code', '密码和身份验证器验证码'),
}

export const SCOPE_WORDS: Readonly<Record<string, LocalizedText>> = {
	tenant: text('Everywhere', '全部'),
	site: text('At the record’s site', '记录所在工厂'),
	party: text('Of one’s own partner', '本合作方'),
}

export const PARTY_WORDS: Readonly<Record<string, LocalizedText>> = {
	customer: text('The customer', '客户'),
	supplier: text('The supplier', '供应商'),
}

const OUTCOMES: Readonly<Record<string, LocalizedText>> = {
	pass: text('pass', '通过'),
	warn: text('warn', '警告'),
	block: text('block', '阻止'),
	hold: text('hold', '冻结'),
	conditional: text('conditional', '有条件'),
	unknown: text('unknown', '未知'),
}

/** A permission in words: what may be done, and where. */
export function permissionWords(action: string, scope?: string | undefined): LocalizedText {
	const what = Object.hasOwn(ACTION_TITLES, action) ? ACTION_TITLES[action as Action] : plain(action)
	if (!scope) return what
	const where = SCOPE_WORDS[scope] ?? plain(scope)
	return text(`${what.en} (${lower(where.en)})`, `${what['zh-CN']}（${where['zh-CN']}）`)
}

export const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** The outcome of a rule set. */
export const outcomeWords = (outcome: string): LocalizedText => OUTCOMES[outcome] ?? plain(outcome)

/** A duration such as `P1DT4H` in words. */
export function durationWords(duration: string): LocalizedText {
	const { months, weeks, days, ms } = parseDuration(duration)
	const minutes = ms / 60_000
	const parts: [number, string, string][] = [
		[months, 'month', '个月'],
		[weeks, 'week', '周'],
		[days, 'day', '天'],
		[Math.floor(minutes / 60), 'hour', '小时'],
		[minutes % 60, 'minute', '分钟'],
	]
	const said = parts.filter(([count]) => count > 0)
	return text(
		said.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' '),
		said.map(([count, , unit]) => `${count} ${unit}`).join(' '),
	)
}

export type Titles = Pick<
	KnownNames,
	'roleTitles' | 'people' | 'ruleSetTitles' | 'workflowTitles' | 'templateTitles' | 'calendarTitles' | 'settable'
>

/** What the keys of a definition are called: its own states and deadlines, and what the tenant has. */
export type DefinitionWords = {
	state: (key: string) => LocalizedText
	timer: (key: string) => LocalizedText
	role: (key: string) => LocalizedText
	ruleSet: (key: string) => LocalizedText
	workflow: (key: string) => LocalizedText
	template: (key: string) => LocalizedText
	calendar: (key: string) => LocalizedText
	/** What a step may set. */
	attribute: (attribute: string) => LocalizedText
	/** What it is set to, where that is one of a list. */
	value: (attribute: string, value: unknown) => LocalizedText
	/** Such as `role:receiving`, `party:customer`, `person:<id>`. */
	recipient: (recipient: string) => LocalizedText
}

/** Words for the keys of these definitions; what has no name is said by its key. */
export function wordsFor(definitions: readonly WorkflowDefinition[], titles: Titles = {}): DefinitionWords {
	const states = new Map(definitions.flatMap((one) => one.states.map((state) => [state.key, titleOf(state)])))
	const timers = new Map(
		definitions.flatMap((one) => one.states.flatMap(({ sla = [] }) => sla.map((timer) => [timer.key, titleOf(timer)]))),
	)
	const among = (names: Readonly<Record<string, LocalizedText>> | undefined) => (key: string) =>
		names?.[key] ?? plain(key)
	const role = (key: string) => titles.roleTitles?.[key] ?? (isRoleKey(key) ? ROLE_TITLES[key] : plain(key))
	const settable = (attribute: string) => titles.settable?.find((one) => one.attribute === attribute)
	return {
		state: (key) => states.get(key) ?? plain(key),
		timer: (key) => timers.get(key) ?? plain(key),
		role,
		ruleSet: among(titles.ruleSetTitles),
		workflow: among(titles.workflowTitles),
		template: among(titles.templateTitles),
		calendar: among(titles.calendarTitles),
		attribute: (attribute) => settable(attribute)?.title ?? plain(attribute),
		value: (attribute, value) =>
			settable(attribute)?.values?.find((one) => one.value === value)?.label ??
			plain(typeof value === 'string' ? value : JSON.stringify(value)),
		recipient: (recipient) => {
			const [kind = '', name = ''] = recipient.split(':')
			if (kind === 'role') return role(name)
			if (kind === 'party') return PARTY_WORDS[name] ?? plain(name)
			if (kind === 'person') return plain(titles.people?.[name] ?? name)
			return plain(recipient)
		},
	}
}
