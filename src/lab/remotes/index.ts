export type { LoginState } from './answers';
export { LoginView } from './login-view';
export type { RemotesModel } from './model';
export type { RemoteBackend } from './remote-backend';
export { connectRemote } from './remote-connection';
export { RemoteLine, RemoteView, useWatched } from './remote-view';
