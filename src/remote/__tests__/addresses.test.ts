import { describe, expect, it } from 'vitest';
import { isPrivate, joinUrl, secureUrl, withoutQuery } from '../addresses';

describe('secureUrl', () => {
  it.each(['https://a.example/x', 'http://127.0.0.1:1/x', 'http://localhost/', 'http://[::1]:9/'])(
    'takes %s',
    address => expect(secureUrl(address).href).toBe(address)
  );

  it.each([
    ['http://a.example/', /https:\/\//],
    ['http://127.0.0.1.a.example/', /https:\/\//],
    ['http://localhost.a.example/', /https:\/\//],
    ['ftp://a.example/', /https:\/\//],
    ['file:///etc/passwd', /https:\/\//],
    ['s3://bucket/key', /https:\/\//],
    ['a.example', /no absolute address/],
    ['https://user:secret@a.example/', /user name or password/]
  ])('refuses %s', (address, reason) => {
    expect(() => secureUrl(address)).toThrow(reason);
    expect(() => secureUrl(address)).not.toThrow(/secret/);
  });
});

describe('isPrivate', () => {
  it.each([
    ['http://127.0.0.1/', true],
    ['http://2130706433/', true],
    ['http://0x7f.1/', true],
    ['https://10.1.2.3/', true],
    ['https://172.31.0.1/', true],
    ['https://172.32.0.1/', false],
    ['https://192.168.1.1/', true],
    ['https://169.254.169.254/latest/meta-data', true],
    ['https://[::1]/', true],
    ['https://[::ffff:10.0.0.1]/', true],
    ['https://[fd00::1]/', true],
    ['https://[2001:db8::1]/', false],
    ['https://printer.local/', true],
    ['https://metadata.google.internal/', true],
    ['https://localhost/', true],
    ['https://8.8.8.8/', false],
    ['https://a.example/', false]
  ])('%s is private: %s', (address, expected) => {
    expect(isPrivate(new URL(address))).toBe(expected);
  });
});

it('addresses are told without what may be secret in them', () => {
  expect(withoutQuery('https://u:p@a.example/x?signature=1#y')).toBe('https://a.example/x');
});

it('paths join with one slash', () => {
  expect(joinUrl('https://a.example/api/', '/jobs')).toBe('https://a.example/api/jobs');
  expect(joinUrl('https://a.example/api', '')).toBe('https://a.example/api/');
});
