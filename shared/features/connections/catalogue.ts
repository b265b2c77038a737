/** One thing a connector has to be told. */
interface Option {
  readonly name: string;
  /** Without it the connector cannot work. */
  readonly needed: boolean;
  /** What stands where nobody said anything. */
  readonly preset: string;
}

export interface ConnectorSpec {
  /** Kept in safe storage, never shown again. */
  readonly secrets: readonly { readonly name: string; readonly needed: boolean }[];
  readonly options: readonly Option[];
  /** It changes something outside: such effects run dry until the owner lets them out. */
  readonly outward: boolean;
}

const needed = (name: string, preset = ''): Option => ({ name, needed: true, preset });
const spare = (name: string, preset = ''): Option => ({ name, needed: false, preset });
const secret = (name: string) => ({ name, needed: true });
const spareSecret = (name: string) => ({ name, needed: false });

/** Every outside service the desk talks to, and what each must be told before it can. */
export const CONNECTORS = {
  stripe: {
    secrets: [secret('secretKey'), spareSecret('webhookSecret')],
    options: [needed('baseUrl', 'https://api.stripe.com'), spare('webhookPort')],
    outward: true,
  },
  sheets: {
    secrets: [secret('serviceAccount')],
    options: [
      needed('baseUrl', 'https://sheets.googleapis.com'),
      needed('tokenUrl', 'https://oauth2.googleapis.com/token'),
      spare('spreadsheetId'),
    ],
    outward: true,
  },
  sms: {
    secrets: [secret('authToken')],
    options: [
      needed('baseUrl', 'https://api.twilio.com'),
      needed('accountSid'),
      needed('from'),
      spare('senderName', 'Sirrius'),
      spare('webhookPort'),
    ],
    outward: true,
  },
  email: {
    secrets: [spareSecret('password')],
    options: [needed('host'), needed('port', '587'), spare('user'), needed('from'), needed('security', 'starttls')],
    outward: true,
  },
  facebook: {
    secrets: [secret('accessToken'), spareSecret('appSecret')],
    options: [
      needed('baseUrl', 'https://graph.facebook.com'),
      needed('adAccountId'),
      spare('pageId'),
      needed('version', 'v24.0'),
    ],
    outward: true,
  },
  make: {
    secrets: [spareSecret('incomingToken'), spareSecret('apiToken')],
    options: [spare('baseUrl'), spare('webhookUrl'), spare('webhookPort')],
    outward: true,
  },
} as const satisfies Readonly<Record<string, ConnectorSpec>>;

export type ConnectorId = keyof typeof CONNECTORS;
export const CONNECTOR_IDS = Object.keys(CONNECTORS) as ConnectorId[];
export type SecretName<Id extends ConnectorId> = (typeof CONNECTORS)[Id]['secrets'][number]['name'];
export type OptionName<Id extends ConnectorId> = (typeof CONNECTORS)[Id]['options'][number]['name'];

export const specOf = (id: ConnectorId): ConnectorSpec => CONNECTORS[id];
