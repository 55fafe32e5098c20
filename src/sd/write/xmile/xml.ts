/** An element of an XML text; a child that is text stands alone in its element. */
export interface Xml {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Xml | string)[];
}

/** Makes an element; children that are undefined are left out. */
export function xml(
  tag: string,
  attributes: Xml['attributes'] = {},
  ...children: readonly (Xml | string | undefined)[]
): Xml {
  return { tag, attributes, children: children.filter((child) => child !== undefined) };
}

/**
 * Prints an element with its children on lines of their own.
 *
 * @example
 * printXml(xml('aux', { name: 'a "b"' }, xml('eqn', {}, 'x < 2')))
 * // => '<aux name="a &quot;b&quot;">\n  <eqn>x &lt; 2</eqn>\n</aux>'
 */
export function printXml({ tag, attributes, children }: Xml, indent = ''): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const head = [tag, ...given.map(([name, value]) => `${name}="${escapeXml(String(value), true)}"`)].join(
    ' ',
  );
  if (children.length === 0) return `${indent}<${head}/>`;
  if (children.every((child) => typeof child === 'string'))
    return `${indent}<${head}>${children.map((child) => escapeXml(child as string)).join('')}</${tag}>`;
  const inner = children.map((child) =>
    typeof child === 'string' ? `${indent}  ${escapeXml(child)}` : printXml(child, `${indent}  `),
  );
  return [`${indent}<${head}>`, ...inner, `${indent}</${tag}>`].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

// Characters that XML 1.0 (section 2.2) does not allow are left out, halves of a pair among them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const foreign = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escapeXml = (text: string, quoted = false) =>
  text.replace(foreign, '').replace(quoted ? /[&<>"\n]/g : /[&<>]/g, (mark) => entities[mark]!);
