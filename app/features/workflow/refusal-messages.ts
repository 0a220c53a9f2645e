import { inOneText, type LocalizedText } from '#app/core/localized.ts'
import { roleTitle } from '#app/core/tenant-role.ts'
import { outcomeWords, permissionWords } from './design/definition-words.ts'
import type { FieldProblem } from './form-fields.model.ts'
import { type Refusal, titleOf } from './workflow.model.ts'
import type { SignatureMeaning, WorkflowState, WorkflowTransition, WorkflowTrigger } from './workflow.schema.ts'

const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })

const FIELD_PROBLEMS: Record<FieldProblem, (label: LocalizedText) => LocalizedText> = {
	'not-text': (l) => text(`“${l.en}” has to be a text.`, `“${l['zh-CN']}”须为文字。`),
	'too-long': (l) => text(`“${l.en}” is longer than 2,000 characters.`, `“${l['zh-CN']}”超过 2000 个字符。`),
	'not-a-number': (l) =>
		text(`“${l.en}” has to be a number, with a decimal point.`, `“${l['zh-CN']}”须为数字，小数点用“.”。`),
	'not-a-date': (l) =>
		text(`“${l.en}” has to be a date, such as 2026-03-31.`, `“${l['zh-CN']}”须为日期，例如 2026-03-31。`),
	'not-a-choice': (l) => text(`Choose one of the answers of “${l.en}”.`, `请为“${l['zh-CN']}”选择列出的选项。`),
	'not-a-file': (l) => text(`Give a document of the portal for “${l.en}”.`, `请为“${l['zh-CN']}”选择门户中的文件。`),
}

/** The names of signature meanings as shown to people. */
export const MEANING_TITLES: Record<SignatureMeaning, LocalizedText> = {
	authored: text('authored', '编制'),
	reviewed: text('reviewed', '审核'),
	approved: text('approved', '批准'),
	rejected: text('rejected', '拒绝'),
	responsible: text('responsible', '负责'),
	witnessed: text('witnessed', '见证'),
}

/** Fields of records that steps ask for, by the name that their pages give them. */
const WELL_KNOWN_FIELDS = new Map<string, LocalizedText>([
	['reason', text('Reason', '原因')],
	['conclusion', text('Conclusion', '结论')],
	['cause', text('Root cause', '根本原因')],
	['effectivenessCheck', text('How the effect is checked', '有效性如何验证')],
	['effectivenessResult', text('Result of the effectiveness check', '有效性验证结果')],
	['effectiveOn', text('In effect from', '生效日期')],
])

/** The name of a form field of a transition for people. */
export function fieldLabel(transition: Pick<WorkflowTransition, 'form'>, field: string): LocalizedText {
	const own =
		transition.form?.labels?.find((entry) => entry.field === field)?.label ??
		transition.form?.fields?.find((entry) => entry.field === field)?.label
	return own ?? WELL_KNOWN_FIELDS.get(field) ?? text(field, field)
}

const orList = (names: readonly LocalizedText[]): LocalizedText | null =>
	names.length === 0
		? null
		: text(names.map((name) => name.en).join(' or '), names.map((name) => name['zh-CN']).join('或'))

/** The names of roles for people: the tenant's own, the portal's, or the bare key of one that is no more. */
export const roleNames = (
	keys: readonly string[],
	titles: Readonly<Record<string, LocalizedText>> = {},
): LocalizedText[] =>
	keys.map((key) => roleTitle(key, Object.hasOwn(titles, key) ? { title: titles[key] as LocalizedText } : undefined))

/** Reasons that a refusal gives at most; its decision has all of them. */
const MOST_REASONS = 5

/** A refusal with what the rules had against it: what would have to change. */
const withReasons = (said: LocalizedText, because: readonly LocalizedText[]): LocalizedText =>
	inOneText([said, ...because.slice(0, MOST_REASONS)])

/** Words of each kind of refusal, in both languages, with the next step. */
export const refusalMessages = {
	unknownTransition: (key: string) =>
		text(
			`The step “${key}” does not exist in this version of the workflow. Reload the page to see the steps it has.`,
			`此版本的流程中没有步骤“${key}”。请刷新页面，查看可用的步骤。`,
		),
	wrongState: (transition: WorkflowTransition, current: LocalizedText, from: readonly LocalizedText[]) => {
		const title = titleOf(transition)
		return text(
			`“${title.en}” starts from ${from.map((t) => `“${t.en}”`).join(' or ')}; this is now “${current.en}”.`,
			`“${title['zh-CN']}”须从${from.map((t) => `“${t['zh-CN']}”`).join('或')}开始，当前状态为“${current['zh-CN']}”。`,
		)
	},
	stale: () =>
		text(
			'This record has changed since you opened it. Reload it, look at the change, and try again.',
			'打开之后，此记录已有变动。请刷新并查看变动后再试。',
		),
	notByHand: (transition: WorkflowTransition) => {
		const title = titleOf(transition)
		return text(
			`“${title.en}” happens by itself when its condition is met; it is not started by hand.`,
			`“${title['zh-CN']}”在条件满足时自动执行，不能手动发起。`,
		)
	},
	otherTrigger: (transition: WorkflowTransition, given: WorkflowTrigger) => {
		const title = titleOf(transition)
		return transition.trigger.type === 'user'
			? text(`“${title.en}” has to be started by a person.`, `“${title['zh-CN']}”须由人员发起。`)
			: text(
					`“${title.en}” does not start on this ${given.type === 'timer' ? 'deadline' : 'event'}.`,
					`“${title['zh-CN']}”不由此${given.type === 'timer' ? '期限' : '事件'}触发。`,
				)
	},
	notDue: (transition: WorkflowTransition, dueAt: Date) => {
		const title = titleOf(transition)
		const when = dueAt.toISOString()
		return text(`“${title.en}” is not due before ${when}.`, `“${title['zh-CN']}”要到 ${when} 才到期。`)
	},
	permission: (action: string, scope: string | undefined) => {
		const may = permissionWords(action, scope)
		return text(
			`You need the permission “${may.en}”. Ask a colleague who has it, or your administrator.`,
			`需要“${may['zh-CN']}”权限。请联系有此权限的同事或管理员。`,
		)
	},
	noPermissionDefined: (transition: WorkflowTransition) => {
		const title = titleOf(transition)
		return text(
			`Nobody may take “${title.en}” yet: the workflow names no permission for it. Ask a compliance admin.`,
			`“${title['zh-CN']}”尚未指定所需权限，暂时无人可以执行。请联系合规管理员。`,
		)
	},
	guardFailed: (
		ruleSet: LocalizedText,
		actual: string,
		expect: readonly string[],
		because: readonly LocalizedText[] = [],
	) => {
		const [is, needed] = [outcomeWords(actual), expect.map(outcomeWords)]
		return withReasons(
			text(
				`The rules “${ruleSet.en}” answered “${is.en}”; “${needed.map((one) => one.en).join('” or “')}” is needed.`,
				`规则集“${ruleSet['zh-CN']}”的结果为“${is['zh-CN']}”，需要“${needed.map((one) => one['zh-CN']).join('”或“')}”。`,
			),
			because,
		)
	},
	guardUnknown: (ruleSet: LocalizedText, because: readonly LocalizedText[] = []) =>
		withReasons(
			text(
				`The rules “${ruleSet.en}” cannot be answered yet because something is missing. This counts as not passed.`,
				`规则集“${ruleSet['zh-CN']}”缺少数据，尚无法判定，按未通过处理。`,
			),
			because,
		),
	field: (label: LocalizedText) => text(`Fill in “${label.en}”.`, `请填写“${label['zh-CN']}”。`),
	fieldWrong: (label: LocalizedText, problem: FieldProblem) => FIELD_PROBLEMS[problem](label),
	notSigned: (meaning: SignatureMeaning) =>
		text(
			`Not signed yet. Sign with the meaning “${MEANING_TITLES[meaning].en}”.`,
			`尚未签名。请以“${MEANING_TITLES[meaning]['zh-CN']}”的含义签名。`,
		),
	otherMeaning: (meaning: SignatureMeaning) =>
		text(
			`The signature has another meaning. Sign with the meaning “${MEANING_TITLES[meaning].en}”.`,
			`签名含义不符。请以“${MEANING_TITLES[meaning]['zh-CN']}”的含义签名。`,
		),
	notReauthenticated: (reauth: 'none' | 'password' | 'totp' | 'mfa') =>
		reauth === 'mfa' || reauth === 'totp'
			? text(
					'This signature needs the code of your authenticator app beside the password. Set one up under Account.',
					'此签名除密码外还需要身份验证器的验证码。请先在“账户”中设置。',
				)
			: text('Confirm that it is you: enter your password again to sign.', '请再次输入密码，确认是您本人签名。'),
	signatureNotAccepted: () => text('The signature was not accepted. Sign again.', '签名未被接受，请重新签名。'),
	noDelegation: () =>
		text(
			'There is no delegation in force by which you could act in that person’s name. Ask them to set one up under Account.',
			'目前没有生效的委托，您不能以其名义操作。请对方在“账户”中设置委托。',
		),
	approvedOtherwise: () =>
		text(
			'This step has been approved for something else than it would do now. Choose what was approved, if you can, or begin anew: approvals given before no longer count then.',
			'此步骤此前批准的内容与现在将要执行的不同。如可选择，请选择已批准的内容，或重新开始；重新开始后，此前的批准不再有效。',
		),
	noSignatureReason: () => text('Give a reason with the signature.', '请填写签名的原因。'),
	approval: (have: number, need: number, roles: readonly LocalizedText[] = []) => {
		const who = orList(roles)
		return text(
			`${have} of ${need} approvals. ${need - have === 1 ? 'One more person has' : `${need - have} more people have`} to approve${who ? `: ${who.en}` : ''}.`,
			`已有 ${have} 项批准，共需 ${need} 项，还需 ${need - have} 人批准${who ? `：${who['zh-CN']}` : ''}。`,
		)
	},
	mayNotApprove: (why: 'excluded' | 'role' | 'order' | null, roles: readonly LocalizedText[] = []) => {
		const who = orList(roles)
		if (why === 'order') {
			return text(
				'It is another role’s turn to approve. Yours comes after.',
				'批准须按顺序进行，现在轮到其他角色，请在其后批准。',
			)
		}
		if (why === 'excluded') {
			return text(
				'Somebody else has to approve this, because you asked for it, changed it, or took a step of it.',
				'此项由您提出、修改或办理过，须由其他人员批准。',
			)
		}
		if (why === 'role' && who)
			return text(
				`Only these roles approve this: ${who.en}. Ask somebody who has one.`,
				`仅以下角色可以批准：${who['zh-CN']}。请联系具有该角色的同事。`,
			)
		return why === 'role'
			? text(
					'This needs an approver with another role. Ask one of them.',
					'须由具有批准角色的人员批准，请联系相关同事。',
				)
			: text('You have approved this already. Another person has to approve now.', '您已批准过，还须由另一人批准。')
	},
	noApprovalNeeded: () =>
		text('This step needs no approval. It can be taken directly.', '此步骤无需批准，可以直接执行。'),
	noTraining: (course: string) =>
		text(
			`You have not acknowledged the procedure “${course}”, which this step needs. Read it under Procedures, acknowledge it, then come back.`,
			`此步骤要求已确认规程“${course}”。请在“规程”中阅读并确认后再试。`,
		),
	trainingOutdated: (course: string) =>
		text(
			`“${course}” has a new version. Read and acknowledge it under Procedures, then come back.`,
			`“${course}”已有新版本。请在“规程”中阅读并确认后再试。`,
		),
	trainingLapsed: (course: string, on: Date) => {
		const day = on.toISOString().slice(0, 10)
		return text(
			`The training “${course}” lapsed on ${day}. Renew it, then come back.`,
			`培训“${course}”已于 ${day} 失效。请重新完成培训后再试。`,
		)
	},
}

/** Titles of states by key; a key that the definition lacks stands for itself. */
export const stateTitles = (states: ReadonlyMap<string, WorkflowState>, keys: readonly string[]) =>
	keys.map((key) => titleOf(states.get(key) ?? { key }))

/** Findings that one refusal names. */
const NAMED = 3

/**
 * A refusal with all that people are told of it: where the workflow has its own words for a guard, what the rules found
 * comes after them, once.
 */
export function wholeMessage(refusal: Refusal): LocalizedText {
	const { message } = refusal
	const found = refusal.code === 'guard' ? refusal.detail.explanation.filter(({ en }) => !message.en.includes(en)) : []
	return inOneText([message, ...found.slice(0, NAMED)])
}
