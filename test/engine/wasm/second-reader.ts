import loadWabt from 'wabt';

const features = { simd: true } as const;

/** Loads the WebAssembly Binary Toolkit, which reads and checks a module by the standard as browsers do not: in its own code. */
export async function secondReader(): Promise<(bytes: Uint8Array) => boolean> {
  const wabt = await loadWabt();
  return (bytes) => {
    const module = wabt.readWasm(bytes, features);
    try {
      module.validate();
      return true;
    } finally {
      module.destroy();
    }
  };
}

/** Writes a module as text and assembles that text again. */
export async function throughText(bytes: Uint8Array): Promise<Uint8Array> {
  const wabt = await loadWabt();
  const module = wabt.readWasm(bytes, { ...features, readDebugNames: false });
  module.generateNames();
  const text = module.toText({ foldExprs: false, inlineExport: false });
  const again = wabt.parseWat('again.wat', text, features);
  const { buffer } = again.toBinary({ canonicalize_lebs: true });
  module.destroy();
  again.destroy();
  return buffer;
}
