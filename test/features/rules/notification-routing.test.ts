import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	notice: { event: 'lot_released', severity: 'info', subject: 'lot', hasRecipients: false, toPartner: false },
	time: { weekday: 'monday', hour: 14 },
}

testCases('notification_routing', passing, [
	['nobody named', {}, 'none'],
	['named recipients', { 'notice.hasRecipients': true }, 'notify', { as_named: 'warn' }],
	['a warning for our own people', { 'notice.severity': 'warning' }, 'none'],
	[
		'a warning for a partner',
		{ 'notice.severity': 'warning', 'notice.toPartner': true, 'notice.hasRecipients': true },
		'notify',
		{ as_named: 'warn', partner_warned: 'warn' },
	],
	[
		'a supplier’s qualification',
		{ 'notice.event': 'supplier_qualification' },
		'notify',
		{ qualification_to_admins: 'warn' },
	],
	['critical at two in the afternoon', { 'notice.severity': 'critical' }, 'escalate', { critical_by_mail: 'warn' }],
	[
		'critical at eight sharp',
		{ 'notice.severity': 'critical', 'time.hour': 8 },
		'escalate',
		{ critical_by_mail: 'warn' },
	],
	[
		'critical at seven',
		{ 'notice.severity': 'critical', 'time.hour': 7 },
		'escalate',
		{ critical_by_mail: 'warn', critical_out_of_hours: 'warn' },
	],
	[
		'critical at six in the evening',
		{ 'notice.severity': 'critical', 'time.hour': 18 },
		'escalate',
		{ critical_by_mail: 'warn', critical_out_of_hours: 'warn' },
	],
	[
		'critical on a Saturday',
		{ 'notice.severity': 'critical', 'time.weekday': 'saturday' },
		'escalate',
		{ critical_by_mail: 'warn', critical_out_of_hours: 'warn' },
	],
	['critical for a partner', { 'notice.severity': 'critical', 'notice.toPartner': true }, 'none'],
	[
		'an event that the set does not know',
		{ 'notice.event': 'oven_hot', 'notice.hasRecipients': true },
		'notify',
		{ as_named: 'warn' },
	],
])
testNoFactMissing('notification_routing', passing, ['notice.subject', 'notice.toPartner', 'time.weekday', 'time.hour'])
