import type { FactGroup } from '../fact-catalog.model.ts'
import { called, decimal, group, integer, oneOf, yesNo } from './define-facts.model.ts'

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
