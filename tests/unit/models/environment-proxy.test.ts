import { describe, expect, test } from 'vitest';
import { findEnvironmentProxy } from '../../../core/node/connections/environment-proxy.ts';

const both = { HTTP_PROXY: 'http://plain.example:1', HTTPS_PROXY: 'http://secure.example:2' };

describe('the proxy of the environment', () => {
  test.each([
    ['https goes by HTTPS_PROXY', 'https://a.example/v1', both, both.HTTPS_PROXY],
    ['http goes by HTTP_PROXY', 'http://a.example/v1', both, both.HTTP_PROXY],
    [
      'one does not stand for the other',
      'https://a.example',
      { HTTP_PROXY: 'http://p' },
      undefined,
    ],
    [
      'small letters go first',
      'https://a.example',
      { ...both, https_proxy: 'http://small.example' },
      'http://small.example',
    ],
    [
      'a host alone is an http proxy',
      'http://a.example',
      { http_proxy: 'p:3128' },
      'http://p:3128',
    ],
    ['an empty variable names none', 'http://a.example', { HTTP_PROXY: ' ' }, undefined],
    ['none at all', 'https://a.example', {}, undefined],
    ['this machine is asked without', 'http://localhost:11434/v1', both, undefined],
    ['this machine by its address', 'http://127.0.0.1:8080/v1', both, undefined],
    ['this machine by its newer address', 'http://[::1]:8080/v1', both, undefined],
  ])('%s', (_what, url, env, proxy) => {
    expect(findEnvironmentProxy(new URL(url), env)?.url).toBe(proxy);
  });

  test.each([
    ['*', true],
    ['models.example.com', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['EXAMPLE.COM', true],
    ['other.example, example.com', true],
    ['other.example example.com', true],
    ['example.com:8443', true],
    ['example.com:443', false],
    ['ample.com', false],
    ['other.example', false],
    ['', false],
    [',', false],
  ])('NO_PROXY %j lists models.example.com:8443: %s', (list, isListed) => {
    const env = { ...both, NO_PROXY: list };
    const found = findEnvironmentProxy(new URL('https://models.example.com:8443/v1'), env);
    expect(found === undefined).toBe(isListed);
  });

  test.each([
    ['10.1.2.3', 'http://10.1.2.3/v1', true],
    ['10.0.0.0/8', 'http://10.1.2.3/v1', true],
    ['10.0.0.0/8', 'http://11.1.2.3/v1', false],
    ['10.0.0.0/99', 'http://10.1.2.3/v1', false],
    ['10.0.0.0/8', 'http://models.example/v1', false],
    ['fd00::/8', 'http://[fd00::7]:8000/v1', true],
    ['fd00::7', 'http://[fd00::7]:8000/v1', true],
    ['fd00::/8', 'http://10.1.2.3/v1', false],
  ])('NO_PROXY %j lists %s: %s', (list, url, isListed) => {
    expect(findEnvironmentProxy(new URL(url), { ...both, no_proxy: list }) === undefined).toBe(
      isListed,
    );
  });
});
