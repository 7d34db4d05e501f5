/** Sends a request below `/companion`. @throws ClientError */
export type AskCompanion = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown
) => Promise<T>;

/** An openEO back-end elsewhere, as the list has it. */
export interface IRemote {
  readonly id: string;
  readonly title: string;
  /** What notebooks give to `openeo.connect`; no trailing slash. */
  readonly url: string;
}

/** The list of back-ends. */
export interface IRemoteList {
  readonly remotes: readonly IRemote[];
  /** Whether the administrator of the server has set it. */
  readonly isFixed: boolean;
  /** What is wrong with a list that was set. */
  readonly problem?: string;
}

/** Whether a back-end has the processes of a method, and which it lacks. */
export interface IMethodOffer {
  readonly id: string;
  readonly isOffered: boolean;
  readonly missing: readonly string[];
}

/** One way in that a back-end offers. */
export type LoginWay =
  | {
      readonly method: 'oidc';
      readonly provider: string;
      readonly title: string;
      readonly issuer: string;
      readonly isPreferred: boolean;
      /** False where the provider has no client that may use a device code. */
      readonly isPossible: boolean;
    }
  | { readonly method: 'basic' };

/** How far the login at a back-end is. No member is a secret. */
export type LoginState =
  | { readonly state: 'none'; readonly message?: string }
  | {
      readonly state: 'waiting';
      /** Page where the code is to be typed in. */
      readonly verificationUri: string;
      /** The same page with the code filled in. */
      readonly verificationUriComplete?: string;
      readonly userCode: string;
      /** RFC 3339. */
      readonly expires: string;
    }
  | { readonly state: 'refused' | 'expired' | 'failed'; readonly message: string }
  | {
      readonly state: 'done';
      readonly method: 'oidc' | 'basic';
      readonly provider?: string;
      readonly user?: string;
      /** Whether notebooks find this login by themselves; if not, `message` may say why. */
      readonly isSharedWithNotebooks: boolean;
      readonly message?: string;
    };

/** What a back-end says of itself. */
export interface IRemoteSummary extends IRemote {
  readonly backendTitle: string;
  /** Root of its openEO API. */
  readonly apiUrl: string;
  readonly apiVersion: string;
  /** False for a version that its makers still test. */
  readonly isProduction: boolean;
  /** How many processes it lists. */
  readonly processes: number;
  readonly methods: readonly IMethodOffer[];
  readonly logins: readonly LoginWay[];
  readonly login: LoginState;
}
