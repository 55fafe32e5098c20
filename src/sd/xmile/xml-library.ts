// The one import of this folder that is no file of our own. In the compiled package the library's own file takes this
// file's place (scripts/vendor.mjs), so that a browser finds it.
export { parseXml, XmlCdata, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
