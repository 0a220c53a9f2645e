import type { FactGroup } from '../fact-catalog.model.ts'
import { called, date, derived, group, integer, oneOf } from './define-facts.model.ts'

/** A deviation itself: how grave it is, how long it has been open, and what came of it. */
export const deviationFacts: FactGroup = group('deviation', ['Deviation', '偏差'], {
	severity: called(
		oneOf(['Severity', '严重程度'], {
			minor: ['Minor', '轻微'],
			major: ['Major', '严重'],
			critical: ['Critical', '致命'],
		}),
		['the severity', '严重程度'],
	),
	openedOn: date(['Opened on', '开立日期'], '2026-11-04'),
	daysOpen: called(
		derived(integer(['Days open', '已开立天数'], 18, 'DAY'), { kind: 'days-since', of: 'deviation.openedOn' }),
		['the time it has been open', '开立时间'],
	),
	fileCount: called(integer(['Files', '附件数'], 1), ['the number of files', '附件数']),
	capaCount: called(integer(['CAPAs from it', '由其开立的纠正预防措施数'], 1), [
		'the number of CAPAs from it',
		'由其开立的纠正预防措施数',
	]),
	openCapaCount: called(integer(['Open CAPAs from it', '由其开立且未结的纠正预防措施数'], 0), [
		'the number of open CAPAs from it',
		'由其开立且未结的纠正预防措施数',
	]),
})
