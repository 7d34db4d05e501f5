/**
 * An environment in which the openEO client, and we, keep logins below a folder and nowhere else:
 * without what whoever runs the tests has set for their own.
 */
export function environmentOf(home: string): Record<string, string> {
  const unset = [
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'OPENEO_CONFIG_HOME',
    'OPENEO_CLIENT_CONFIG',
    'OPENEO_AUTH_METHOD',
    'OPENEO_AUTH_PROVIDER_ID'
  ];
  return { ...Object.fromEntries(unset.map(name => [name, ''])), HOME: home };
}
