import { newId } from '#app/core/ids.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { type Preference, shippedPreference } from '#app/features/notifications/preference.model.ts'
import { savePreference } from '#app/features/notifications/save-preference.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs, type TestPerson } from './tenant.ts'

/** A person chooses to have what concerns releases in a daily summary at eight, or what is given. */
export const chooseDigest = (tenant: TenantInfo, person: TestPerson, more: Partial<Preference> = {}) =>
	actAs(tenant, person, (ctx) =>
		savePreference(ctx, {
			...shippedPreference('Asia/Shanghai'),
			channels: { release: { inApp: true, mail: 'digest' } },
			digest: 'daily',
			digestHour: 8,
			...more,
		}),
	)

/** Tells a person that a lot of this label is held. */
export const tellHeld = (tenant: TenantInfo, person: TestPerson, label: string) =>
	withTenantContext(tenant.id, (ctx) =>
		notifyAccounts(ctx, [person.id], {
			event: 'lot_held',
			about: { type: 'lot', id: newId(), label },
			href: `/lots/${label}`,
			dedupeKey: `held:${label}`,
		}),
	)
