import type { FactGroup } from '../fact-catalog.model.ts'
import { called, date, derived, extendable, group, integer, oneOf, text, yesNo } from './define-facts.model.ts'

/** A CAPA, change, complaint, return or onboarding itself: its measures, and whether the trouble has come back. */
export const caseFacts: FactGroup = group('case', ['Case', '质量记录'], {
	kind: oneOf(['Kind of case', '记录类型'], {
		capa: ['CAPA', 'CAPA'],
		change: ['Change', '变更'],
		complaint: ['Complaint', '投诉'],
		return: ['Return', '退货'],
		supplier_onboarding: ['Supplier onboarding', '供应商准入'],
	}),
	severity: oneOf(['Severity', '严重程度'], {
		minor: ['Minor', '轻微'],
		major: ['Major', '严重'],
		critical: ['Critical', '致命'],
		none: ['Not said', '未注明'],
	}),
	topic: text(['About', '主题'], 'deviation'),
	measureCount: called(integer(['Measures', '措施数'], 2), ['the number of measures', '措施数']),
	openMeasureCount: called(integer(['Open measures', '未完成措施数'], 0), [
		'the number of open measures',
		'未完成的措施数',
	]),
	unassignedMeasureCount: called(integer(['Measures without a person or a date', '未定负责人或期限的措施数'], 0), [
		'the number of measures without a person or a date',
		'未定负责人或期限的措施数',
	]),
	fileCount: called(integer(['Files', '附件数'], 1), ['the number of files', '附件数']),
	openedOn: date(['Opened on', '开立日期'], '2026-10-04'),
	daysOpen: called(
		derived(integer(['Days open', '已开立天数'], 49, 'DAY'), { kind: 'days-since', of: 'case.openedOn' }),
		['the time it has been open', '开立时间'],
	),
	lastMeasureOn: called(date(['Last measure done on', '最后一项措施完成日期'], '2026-11-02'), [
		'the day of the last measure',
		'最后一项措施的完成日期',
	]),
	daysSinceLastMeasure: called(
		derived(integer(['Days since the last measure', '距最后一项措施天数'], 20, 'DAY'), {
			kind: 'days-since',
			of: 'case.lastMeasureOn',
		}),
		['the time since the last measure', '距最后一项措施的时间'],
	),
	recurrenceCount: called(integer(['Deviations since the measures', '措施后的偏差数'], 0), [
		'the number of deviations of the same items since the last measure',
		'最后一项措施之后相同物料的偏差数',
	]),
})

/** The lots that a case is about: the goods of a return. */
export const goodsFacts: FactGroup = group('goods', ['Goods', '货物'], {
	lotCount: called(integer(['Lots', '批次数'], 1), ['the number of lots', '批次数']),
	undecidedCount: called(integer(['Lots not decided on', '未判定批次数'], 0), [
		'the number of lots in quarantine, on hold or awaiting release',
		'待检、冻结或待放行的批次数',
	]),
	releasedCount: called(integer(['Lots released', '已放行批次数'], 0), ['the number of released lots', '已放行批次数']),
	moved: yesNo(
		['Goods moved', '货物已移动'],
		['the goods have moved', '货物已移动'],
		['the goods have not moved', '货物尚未移动'],
	),
})

/** What an onboarding asks of a supplier, and its answers. */
export const onboardingFacts: FactGroup = group('onboarding', ['Onboarding', '准入'], {
	askedCount: called(integer(['Documents asked for', '要求的文件数'], 1), [
		'the number of documents asked for',
		'要求的文件数',
	]),
	missingCount: called(integer(['Documents missing or run out', '缺少或过期的文件数'], 0), [
		'the number of documents that are missing or have run out',
		'缺少或已过期的文件数',
	]),
	qualitySystem: called(
		extendable(
			oneOf(['Quality management system', '质量管理体系'], {
				iso13485: ['ISO 13485', 'ISO 13485'],
				iso9001: ['ISO 9001', 'ISO 9001'],
				iatf16949: ['IATF 16949', 'IATF 16949'],
				gmp: ['GMP', 'GMP'],
				haccp: ['HACCP or ISO 22000', 'HACCP 或 ISO 22000'],
				none: ['None certified', '无认证'],
			}),
		),
		['the supplier’s quality management system', '供应商的质量管理体系'],
	),
	traceability: called(
		extendable(
			oneOf(['What can be traced back', '可追溯到什么'], {
				lot_in_and_out: ['Lots in and out, linked', '进出批次均可对应'],
				lot_out: ['Lots going out only', '仅出货批次'],
				none: ['Neither', '均不可追溯'],
			}),
		),
		['what the supplier can trace', '供应商的追溯能力'],
	),
	changeNotice: called(
		extendable(oneOf(['Tells of changes beforehand', '变更前是否通知'], { yes: ['Yes', '是'], no: ['No', '否'] })),
		['whether the supplier tells of changes', '供应商是否提前通知变更'],
	),
})
