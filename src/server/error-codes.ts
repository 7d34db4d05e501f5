/**
 * openEO's error codes and the HTTP status each is answered with: the list of the openEO API 1.2.0.
 * Codes of process exceptions are not listed; they are mistakes in a request and answered with 400.
 */
export const ERROR_STATUS = {
  Internal: 500,
  NotFound: 404,
  FeatureUnsupported: 501,
  InfrastructureMaintenance: 503,
  InfrastructureBusy: 503,
  UnsupportedApiVersion: 404,
  RequestTimeout: 408,
  BudgetInvalid: 400,
  EstimateComplexity: 500,
  NoDataForUpdate: 400,
  PropertyNotEditable: 400,
  CollectionNotFound: 404,
  StorageFailure: 500,
  StorageQuotaExceeded: 400,
  FileNotFound: 404,
  FilePathInvalid: 400,
  FileOperationUnsupported: 400,
  FolderOperationUnsupported: 400,
  FileTypeInvalid: 400,
  FileSizeExceeded: 400,
  FileContentInvalid: 400,
  FileLocked: 400,
  ProcessGraphNotFound: 404,
  ProcessInvalid: 400,
  ProcessGraphMissing: 400,
  ProcessGraphInvalid: 400,
  PredefinedProcessExists: 400,
  ProcessGraphComplexity: 400,
  ProcessUnsupported: 400,
  ProcessParameterUnsupported: 400,
  ProcessParameterInvalid: 400,
  ProcessParameterRequired: 400,
  JobNotFound: 404,
  JobLocked: 400,
  JobNotFinished: 400,
  JobNotStarted: 400,
  ResultLinkExpired: 410,
  PaymentRequired: 402,
  BillingPlanInvalid: 400,
  BillingPlanMissing: 400,
  AuthenticationRequired: 401,
  AuthenticationSchemeInvalid: 403,
  TokenInvalid: 403,
  CredentialsInvalid: 403,
  PermissionsInsufficient: 403,
  ServiceNotFound: 404,
  ServiceUnsupported: 400,
  ServiceConfigUnsupported: 400,
  ServiceConfigInvalid: 400,
  ServiceConfigRequired: 400,
  ContentTypeInvalid: 400
} as const;

/** Codes of this back-end that are not in openEO's list. */
const OWN_STATUS = {
  RequestInvalid: 400,
  MethodNotAllowed: 405,
  RequestTooLarge: 413,
  RangeNotSatisfiable: 416
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS | keyof typeof OWN_STATUS;

const ALL_STATUS: Readonly<Record<string, number>> = { ...ERROR_STATUS, ...OWN_STATUS };

/** Whether a code is in openEO's list of common errors. */
export function isListed(code: string): boolean {
  return Object.hasOwn(ERROR_STATUS, code);
}

/** Status of any code, also of those that a process definition lists. */
export function statusOf(code: string): number {
  return Object.hasOwn(ALL_STATUS, code) ? ALL_STATUS[code] : 400;
}
