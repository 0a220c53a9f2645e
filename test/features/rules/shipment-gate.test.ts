import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	lot: { status: 'released', onHold: false, recalled: false, expiresOn: '2027-10-01' },
	customer: { active: true, unansweredRecallCount: 0 },
	lotData: { complete: true },
	market: { allowed: true },
}

testCases('shipment_gate', passing, [
	['data missing', { 'lotData.complete': false }, 'block', { data_missing: 'block' }],
	['a released lot to an active customer', {}, 'pass'],
	['waiting for release', { 'lot.status': 'pending_release' }, 'block', { lot_not_released: 'block' }],
	['in quarantine', { 'lot.status': 'quarantine' }, 'block', { lot_not_released: 'block' }],
	['on its last day', { 'lot.expiresOn': '2026-11-22' }, 'pass'],
	['expired yesterday', { 'lot.expiresOn': '2026-11-21' }, 'block', { expired_lot: 'block' }],
	['no expiry date by nature', { 'lot.expiresOn': undefined, 'lot.expires': false }, 'pass'],
	['on hold', { 'lot.onHold': true }, 'block', { lot_on_hold: 'block' }],
	['recalled', { 'lot.recalled': true }, 'block', { lot_recalled: 'block' }],
	['a market that the lot is not for', { 'market.allowed': false }, 'block', { market_closed: 'block' }],
	['recall notices unanswered', { 'customer.unansweredRecallCount': 1 }, 'warn', { recall_unanswered: 'warn' }],
	['customer not active', { 'customer.active': false }, 'block', { customer_not_active: 'block' }],
])
testNoFactMissing('shipment_gate', passing)
