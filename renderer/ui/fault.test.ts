import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { LinkError } from '../app/link/linkError';
import { faultOf } from './fault';

it('reads the link’s own errors', () => {
  expect(faultOf(new LinkError('timeout'))).toEqual({ kind: 'timeout', id: null, code: null });
});

it('keeps the id under which the backend logged a fault', () => {
  const fault = new ORPCError('FAULT', { status: 500, data: { id: '0190-abc' } });
  expect(faultOf(fault)).toEqual({ kind: 'fault', id: '0190-abc', code: 'FAULT' });
});

it('tells a refusal, and a missing right, from a fault', () => {
  expect(faultOf(new ORPCError('TOO_LATE', { defined: true })).kind).toBe('refused');
  expect(faultOf(new ORPCError('FORBIDDEN')).kind).toBe('forbidden');
  expect(faultOf('anything').kind).toBe('fault');
});
