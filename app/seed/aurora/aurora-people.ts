import type { PersonData, TenantData } from '../company.model.ts'

export const auroraTenant: TenantData = {
	key: 'aurora',
	name: 'Aurora Medical',
	initials: 'AM',
	language: 'en',
	theme: 'aurora',
	contact: { email: 'quality@aurora.example', phone: '+86 512 5550 0100', web: 'https://aurora.example' },
}

/** One person for each role, and the ones who are needed in twos. */
export const auroraPeople: readonly PersonData[] = [
	{ email: 'admin@aurora.example', name: 'Lin Wanqing 林婉清', roles: ['compliance_admin'] },
	{ email: 'admin2@aurora.example', name: 'Katharina Vogel', roles: ['compliance_admin'] },
	{ email: 'quality@aurora.example', name: 'Zhou Yuhang 周宇航', roles: ['quality_reviewer'] },
	{ email: 'quality2@aurora.example', name: 'Priya Raman', roles: ['quality_reviewer'] },
	{ email: 'receiving@aurora.example', name: 'Chen Jianguo 陈建国', roles: ['receiving'] },
	{ email: 'operator@aurora.example', name: 'Sun Lei 孙磊', roles: ['operator'] },
	{ email: 'shipping@aurora.example', name: 'Amara Okafor', roles: ['shipping'] },
	{ email: 'recall@aurora.example', name: 'He Jingyi 何静怡', roles: ['recall_manager'] },
	{ email: 'auditor@aurora.example', name: 'Isabelle Laurent', roles: ['auditor'] },
	{ email: 'supplier@beiling.example', name: 'Tang Xiaodong 唐晓东', roles: ['supplier'], party: 'S-1042' },
	{ email: 'customer@wuhan-hospital.example', name: 'Fang Min 方敏', roles: ['customer'], party: 'C-233' },
	{ email: 'advisor@qualitas.example', name: 'Grace Tan 陈慧仪', roles: ['quality_reviewer'] },
]
