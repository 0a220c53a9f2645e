import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PARTNER_ROLES, ROLE_KEYS } from '#app/core/permission.ts'
import {
	grantablePermissions,
	holds,
	KEEPER,
	KEPT,
	linesOfTenantRole,
	type RolePermissions,
	settle,
	shippedPermissions,
} from '#app/core/tenant-role.ts'
import { readPermissions, writePermissions } from '#app/features/roles/roles.schema.ts'
import { abilityFor, permissions as lines } from '#app/platform/auth/ability.server.ts'

const every = [...new Set(lines.flatMap((line) => line.actions.map((action) => `${line.subject}.${action}`)))]
const anyPermissions = fc.subarray(every).map((words) => readPermissions(words.join(' ')))
const anyBase = fc.constantFrom(...ROLE_KEYS)

const within = (inner: RolePermissions, outer: RolePermissions): boolean =>
	Object.entries(inner).every(([subject, actions]) =>
		(actions ?? []).every((action) => holds(outer, subject as keyof RolePermissions, action)),
	)

test('settled permissions never go beyond what the base may be given, and settling again changes nothing', () => {
	fc.assert(
		fc.property(anyBase, anyPermissions, (base, asked) => {
			const settled = settle(lines, base, 'own', asked)
			expect(within(settled, grantablePermissions(lines, base))).toBe(true)
			expect(settle(lines, base, 'own', settled)).toEqual(settled)
			expect(settle(lines, base, 'own', readPermissions(writePermissions(settled)))).toEqual(settled)
		}),
	)
})

test('whatever is asked, the keeper keeps people and roles', () => {
	fc.assert(
		fc.property(anyPermissions, (asked) => {
			expect(within(KEPT, settle(lines, KEEPER, KEEPER, asked))).toBe(true)
		}),
	)
})

test('a partner’s role reaches its own party’s records wherever the portal’s does, whatever is stored', () => {
	fc.assert(
		fc.property(fc.constantFrom(...PARTNER_ROLES), anyPermissions, (base, permissions) => {
			const own = linesOfTenantRole(lines, { key: 'x', title: { en: 'x', 'zh-CN': 'x' }, base, permissions })
			for (const line of own) {
				const portal = lines.find(
					(one) => one.roles.includes(base) && one.subject === line.subject && one.where === line.where,
				)
				expect(portal).toBeDefined()
				expect(line.actions.every((action) => portal?.actions.includes(action))).toBe(true)
			}
		}),
	)
})

test('a role stored as it ships gives exactly what the portal’s role gives', () => {
	for (const base of ROLE_KEYS) {
		const person = {
			kind: 'person' as const,
			id: 'p',
			name: 'P',
			email: 'p@x',
			roles: [base],
			partyId: 'party',
			siteId: null,
		}
		const stored = { key: base, title: { en: base, 'zh-CN': base }, base, permissions: shippedPermissions(lines, base) }
		const plain = abilityFor(person)
		const own = abilityFor({ ...person, tenantRoles: [stored] })
		for (const word of every) {
			const [subject, action] = word.split('.') as [never, never]
			expect(own.can(action, subject), `${base} ${word}`).toBe(plain.can(action, subject))
			const reach = (ability: typeof own) =>
				new Set(ability.rulesFor(action, subject).map((rule) => JSON.stringify(rule.conditions ?? 'all')))
			expect(reach(own)).toEqual(reach(plain))
		}
	}
})
