import type { FactGroup } from '../fact-catalog.model.ts'
import { called, date, decimal, derived, group, integer, quantity, yesNo } from './define-facts.model.ts'

/** How the production of an order stands: what was made and used, what was read, what became of its lots. */
export const productionFacts: FactGroup = group('production', ['Production', '生产'], {
	begun: yesNo(
		['Begun', '已开始'],
		['production has begun', '生产已开始'],
		['production has not begun', '生产尚未开始'],
	),
	planned: called(quantity(['Planned quantity', '计划数量'], { value: '100', unit: 'H87' }), [
		'the planned quantity',
		'计划数量',
	]),
	made: called(quantity(['Quantity made', '产出数量'], { value: '98', unit: 'H87' }), [
		'the quantity made',
		'产出数量',
	]),
	scrap: called(quantity(['Scrap', '报废数量'], { value: '2', unit: 'H87' }), ['the scrap', '报废数量']),
	madePercent: called(decimal(['Made of what was planned', '产出占计划比例'], 98, 'P1'), [
		'the share made of what was planned',
		'产出占计划的比例',
	]),
	dueOn: date(['Due on', '到期日期'], '2026-12-10'),
	daysToDue: called(
		derived(integer(['Days until due', '距到期天数'], 6, 'DAY'), { kind: 'days-until', of: 'production.dueOn' }),
		['the time until it is due', '距到期的时间'],
	),
	outOfToleranceCount: called(integer(['Materials out of tolerance', '超出允差的物料数'], 0), [
		'the number of materials used out of tolerance',
		'用量超出允差的物料数',
	]),
	usedLotCount: called(integer(['Lots used', '投料批次数'], 3), ['the number of lots used', '投料批次数']),
	stoppedUsedLotCount: called(integer(['Lots used that are stopped now', '投料批次中现被阻止的数量'], 0), [
		'the number of used lots that are held, rejected or recalled now',
		'投料批次中现被冻结、拒收或召回的数量',
	]),
	readingCount: called(integer(['Readings', '读数数量'], 24), ['the number of readings', '读数数量']),
	outsideReadingCount: called(integer(['Readings out of limits', '超限读数数量'], 0), [
		'the number of readings out of limits',
		'超限读数的数量',
	]),
	unreadCount: called(integer(['Parameters still to be read', '尚未读取的参数数'], 0), [
		'the number of required parameters that nobody has read',
		'必读而尚未读取的参数数',
	]),
	lotCount: called(integer(['Lots made', '产出批次数'], 1), ['the number of lots made', '产出批次数']),
	heldLotCount: called(integer(['Lots made that are on hold', '产出批次中被冻结的数量'], 0), [
		'the number of its lots that are on hold',
		'产出批次中被冻结的数量',
	]),
	openDeviationCount: called(integer(['Open deviations of its lots', '产出批次的未结偏差数'], 0), [
		'the number of open deviations of its lots',
		'产出批次的未结偏差数',
	]),
})
