import type { CompanyData } from '../company.model.ts'
import { harvestEquipment, harvestParameters } from './harvest-equipment.ts'
import { harvestItems } from './harvest-items.ts'
import { harvestParties } from './harvest-parties.ts'
import { harvestApprovals, harvestRevisions, harvestSpecifications } from './harvest-recipes.ts'

/** Harvest Foods: a maker of sesame paste and noodles, whose lots have codes that Aurora's have too. */
export const harvest: CompanyData = {
	tenant: {
		key: 'harvest',
		name: 'Harvest Foods',
		initials: 'HF',
		language: 'zh-CN',
		theme: 'harvest',
		contact: { email: 'zhiliang@harvest.example', phone: '+86 371 5550 0200', web: 'https://harvest.example' },
	},
	people: [
		{ email: 'admin@harvest.example', name: 'Gao Jun 高俊', roles: ['compliance_admin'] },
		{ email: 'advisor@qualitas.example', name: 'Grace Tan 陈慧仪', roles: ['compliance_admin'] },
		{ email: 'quality@harvest.example', name: 'Wen Qing 温晴', roles: ['quality_reviewer'] },
		{ email: 'receiving@harvest.example', name: 'Luo Bing 罗兵', roles: ['receiving'] },
		{ email: 'operator@harvest.example', name: 'Ma Li 马丽', roles: ['operator'] },
		{ email: 'shipping@harvest.example', name: 'Hu Yan 胡岩', roles: ['shipping', 'recall_manager'] },
		{ email: 'supplier@beiling.example', name: 'Tang Xiaodong 唐晓东', roles: ['supplier'], party: 'S-1042' },
	],
	parties: harvestParties,
	sites: [
		{
			code: 'ZZ1',
			name: ['Zhengzhou mill and noodle plant', '郑州制粉制面厂'],
			country: 'CN',
			city: ['Zhengzhou', '郑州'],
		},
		{ code: 'ZZ2', name: ['Zhengzhou sesame plant', '郑州芝麻制品厂'], country: 'CN', city: ['Zhengzhou', '郑州'] },
	],
	items: harvestItems,
	revisions: harvestRevisions,
	specifications: harvestSpecifications,
	approvals: harvestApprovals,
	equipment: harvestEquipment,
	parameters: harvestParameters,
}
