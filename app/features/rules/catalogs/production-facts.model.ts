import type { FactGroup } from '../fact-catalog.model.ts'
import { called, date, decimal, derived, group, integer, quantity, text, yesNo } from './define-facts.model.ts'

/** How the production of an order stands: what was made and used, what was read, what became of its lots. */
export const productionFacts: FactGroup = group('production', ['Production', '生产'], {
	begun: yesNo(
		['Begun', '已开始'],
		['production has begun', '生产已开始'],
		['production has not begun', '生产尚未开始'],
	),
	revisionInForce: yesNo(
		['Revision in force', '版本有效'],
		['the order’s revision is in force', '订单所用版本有效'],
		['the order’s revision is not in force', '订单所用版本已失效或尚未生效'],
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
	hasDueDate: derived(
		yesNo(
			['Has a due date', '有到期日期'],
			['the order has a due date', '订单有到期日期'],
			['the order has no due date', '订单没有到期日期'],
		),
		{ kind: 'true-if-known', of: 'production.dueOn' },
	),
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
	shortMaterialCount: called(integer(['Materials short in stock', '库存不足的物料数'], 0), [
		'the number of materials of which less is in stock, released, than the order still needs',
		'已放行库存少于订单尚需数量的物料数',
	]),
	shortMaterials: called(text(['Which materials are short', '库存不足的物料'], 'TI-BAR-7'), [
		'the materials that are short',
		'库存不足的物料',
	]),
	uncalibratedCount: called(integer(['Equipment of the line overdue for calibration', '产线设备校准逾期数'], 0), [
		'the number of pieces of equipment in service on the line whose calibration is overdue',
		'产线在用设备中校准逾期的数量',
	]),
	uncalibrated: called(text(['Which equipment is overdue for calibration', '校准逾期的设备'], 'CNC-14'), [
		'the equipment overdue for calibration',
		'校准逾期的设备',
	]),
	uncleanedCount: called(integer(['Equipment of the line to be cleaned', '产线待清洁设备数'], 0), [
		'the number of pieces of equipment in service on the line that have to be cleaned',
		'产线在用设备中须清洁的数量',
	]),
	uncleaned: called(text(['Which equipment is to be cleaned', '待清洁的设备'], 'RO-01'), [
		'the equipment to be cleaned',
		'待清洁的设备',
	]),
	itemDeviationCount: called(
		integer(['Open major or critical deviations of the item', '同物料未结的主要或严重偏差数'], 0),
		['the number of open major or critical deviations of lots of the same item', '同一物料批次未结的主要或严重偏差数'],
	),
	openDeviationCount: called(integer(['Open deviations of its lots', '产出批次的未结偏差数'], 0), [
		'the number of open deviations of its lots',
		'产出批次的未结偏差数',
	]),
})
