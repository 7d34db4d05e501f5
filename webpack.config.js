/** What JupyterLab's builder cannot know: the openEO client names Node modules that a browser lacks. */
module.exports = {
  resolve: {
    fallback: { fs: false, stream: false, path: false },
    alias: { 'oidc-client': false }
  }
};
