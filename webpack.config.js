/** What JupyterLab's builder cannot know: the openEO client names Node modules that a browser lacks. */
module.exports = {
  // The hash of a script is in its name; a second one in its query would only make the start longer.
  output: { chunkFilename: '[name].[contenthash:10].js' },
  resolve: {
    fallback: { fs: false, stream: false, path: false },
    alias: { 'oidc-client': false }
  }
};
