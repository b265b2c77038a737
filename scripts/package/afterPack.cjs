const { join } = require('node:path');
const { flipFuses } = require('@electron/fuses');
const { fuses } = require('./fuses.cjs');

const SUFFIX = { darwin: '.app', mas: '.app', win32: '.exe' };

/** Called by electron-builder once the app's folder is laid out and before it is signed. */
exports.default = async ({ appOutDir, electronPlatformName, packager }) => {
  const { productFilename } = packager.appInfo;
  const name =
    electronPlatformName === 'linux' ? packager.executableName : productFilename + (SUFFIX[electronPlatformName] ?? '');
  await flipFuses(join(appOutDir, name), fuses(electronPlatformName));
};
