import type { FactGroup } from '../fact-catalog.model.ts'
import { called, date, decimal, derived, group, integer, oneOf, yesNo } from './define-facts.model.ts'

/** How a lot is connected with the lots that gave reason for a recall, the seeds. */
export const traceFacts: FactGroup = group('trace', ['Connection', '关联'], {
	seed: yesNo(
		['Gave the reason', '召回起因'],
		['the lot gave the reason for the recall', '该批次是召回的起因'],
		['the lot did not give the reason', '该批次不是召回的起因'],
	),
	descends: yesNo(
		['Contains material of a seed', '含起因批次的物料'],
		['the lot contains material of a seed', '该批次含起因批次的物料'],
		['the lot contains no material of a seed', '该批次不含起因批次的物料'],
	),
	viaRelated: yesNo(
		['Contains material of a related lot', '含关联批次的物料'],
		['the lot contains material of a related lot', '该批次含关联批次的物料'],
		['the lot contains no material of a related lot', '该批次不含关联批次的物料'],
	),
	depth: called(integer(['Steps from the nearest seed', '距起因批次的步数'], 2), [
		'the number of steps from the nearest seed',
		'距起因批次的步数',
	]),
	linkKind: called(
		oneOf(['Nearest link', '最近的关系'], {
			none: ['None', '无'],
			consume: ['Used in production', '投料'],
			split: ['Split', '拆分'],
			merge: ['Merged', '合并'],
			rework: ['Reworked', '返工'],
			relabel: ['Relabelled', '换标'],
			repack: ['Repacked', '重新包装'],
		}),
		['the nearest link', '最近的关系'],
	),
	reconstructed: yesNo(
		['Link put together afterwards', '事后重建的关系'],
		['a link to it was put together afterwards', '与其的关系是事后重建的'],
		['its links were recorded as they happened', '与其的关系是当时记录的'],
	),
	sharePercent: called(
		decimal(['Share of the lot made of what came from the seeds', '来自起因批次的物料占比'], 100, 'P1'),
		['the share made of what came from the seeds', '来自起因批次的物料占比'],
	),
	sameItem: yesNo(
		['Same item as a seed', '与起因批次物料相同'],
		['it is of the same item as a seed', '与起因批次是同一物料'],
		['it is of another item than the seeds', '与起因批次不是同一物料'],
	),
	sameInput: yesNo(
		['Shares an input with a seed', '与起因批次共用投料'],
		['it shares an input lot with a seed', '与起因批次共用投料批次'],
		['it shares no input lot with a seed', '未与起因批次共用投料批次'],
	),
	sameEquipment: yesNo(
		['Same equipment as a seed', '与起因批次同设备'],
		['it was made on the same equipment as a seed', '与起因批次在同一设备上生产'],
		['it was made on other equipment than the seeds', '与起因批次不在同一设备上生产'],
	),
	sameLine: yesNo(
		['Same line as a seed', '与起因批次同产线'],
		['it was made on the same line as a seed', '与起因批次在同一产线上生产'],
		['it was made on another line than the seeds', '与起因批次不在同一产线上生产'],
	),
	dated: yesNo(
		['The times of making are known', '生产时间已知'],
		['the times of making are known', '生产时间已知'],
		['the times of making are not known', '生产时间未知'],
	),
	hoursApart: called(integer(['Time between its making and a seed’s', '与起因批次生产时间的间隔'], 6, 'HUR'), [
		'the time between its making and a seed’s',
		'与起因批次生产时间的间隔',
	]),
	sameSupplierLot: yesNo(
		['Same supplier lot as a seed', '与起因批次同供应商批号'],
		['it has the same supplier lot as a seed', '与起因批次的供应商批号相同'],
		['it has another supplier lot than the seeds', '与起因批次的供应商批号不同'],
	),
	consigneeCount: called(integer(['Consignees', '收货方数'], 3), ['the number of consignees', '收货方数']),
})

/**
 * A recall itself. Of a draft, the scope is what opening it now would freeze, and nobody has been told; then it is what was
 * frozen.
 */
export const recallFacts: FactGroup = group('recall', ['Recall', '召回'], {
	recallClass: called(
		oneOf(['Class', '级别'], { I: ['Class I', '一级'], II: ['Class II', '二级'], III: ['Class III', '三级'] }),
		['the class of the recall', '召回级别'],
	),
	reach: called(oneOf(['Reach', '范围'], { narrow: ['Narrow', '窄'], broad: ['Broad', '宽'] }), [
		'the reach of the recall',
		'召回范围',
	]),
	phase: called(
		oneOf(['Phase', '阶段'], { draft: ['Draft', '草稿'], running: ['Going on', '进行中'], over: ['Over', '已结束'] }),
		['the phase of the recall', '召回所处阶段'],
	),
	seedCount: called(integer(['Lots that gave the reason', '起因批次数'], 1), [
		'the number of lots that gave the reason',
		'起因批次数',
	]),
	lotCount: called(integer(['Lots in the scope', '范围内批次数'], 14), [
		'the number of lots in the scope',
		'范围内批次数',
	]),
	undecidedLotCount: called(integer(['Lots the rules could not decide on', '规则无法判定的批次数'], 0), [
		'the number of lots that the rules could not decide on',
		'规则无法判定的批次数',
	]),
	looseLotCount: called(integer(['Lots with stock that are not stopped', '有库存而未阻止的批次数'], 0), [
		'the number of lots with stock that are not stopped',
		'有库存而未阻止的批次数',
	]),
	consigneeCount: called(integer(['Consignees', '收货方数'], 3), ['the number of consignees', '收货方数']),
	unsentCount: called(integer(['Notices not sent', '未发送通知数'], 0), [
		'the number of notices that have not gone out',
		'尚未发出的通知数',
	]),
	silentCount: called(integer(['Consignees without an answer', '未答复的收货方数'], 0), [
		'the number of consignees who have not answered',
		'尚未答复的收货方数',
	]),
	answeredPercent: called(decimal(['Consignees who answered', '收货方答复率'], 100, 'P1'), [
		'the share of consignees who have answered',
		'收货方答复率',
	]),
	settledPercent: called(decimal(['Deliveries accounted for', '去向已查明的比例'], 92.5, 'P1'), [
		'the share of delivered lots that are wholly accounted for',
		'发出批次中去向全部查明的比例',
	]),
	openedOn: date(['Opened on', '启动日期'], '2026-11-20'),
	daysOpen: called(
		derived(integer(['Days open', '已进行天数'], 8, 'DAY'), { kind: 'days-since', of: 'recall.openedOn' }),
		['the time it has been open', '已进行的时间'],
	),
	reportDueOn: date(['Report due on', '报告到期日期'], '2026-11-23'),
	daysToReport: called(
		derived(integer(['Days until the report is due', '距报告到期天数'], 3, 'DAY'), {
			kind: 'days-until',
			of: 'recall.reportDueOn',
		}),
		['the time until the report is due', '距报告到期的时间'],
	),
})
